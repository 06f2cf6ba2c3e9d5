"use client";
import { Link2 } from "lucide-react";
import { lazy, memo, useMemo } from "react";
import { patiently } from "#lib/client/patiently.ts";
import type { View } from "#lib/reasoning/view.ts";
import { sourceCountWords, sourcesOf } from "../tools/sources.ts";
import { LateList } from "./late-list.tsx";

const load = patiently(() => import("../tools/gathered-sources.tsx"));
const GatheredSources = lazy(load);

interface SourcesDrawerProps {
  view: View;
  /** Goes to the step that found one. */
  onShow(partId: string): void;
}

/** All that the run drew on, each page once; closed until it is wanted. Nothing where there is nothing. */
export const SourcesDrawer = memo(function SourcesDrawer({ view, onShow }: SourcesDrawerProps) {
  const { parts } = view;
  const sources = useMemo(() => sourcesOf({ parts }), [parts]);
  if (sources.length === 0) return null;
  return (
    <section aria-label="Sources" className="border-line border-t px-4 text-[12px] text-ink-soft leading-[18px]">
      <LateList
        opensUp
        className="my-1"
        load={load}
        icon={<Link2 aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-tool" />}
        summary={<span className="tabular min-w-0 grow">{sourceCountWords(sources)}</span>}
      >
        {(listId) => <GatheredSources id={listId} view={view} sources={sources} onShow={onShow} />}
      </LateList>
    </section>
  );
});
