"use client";
import { ChevronDown, Link2 } from "lucide-react";
import { lazy, memo, Suspense, useId, useMemo, useState } from "react";
import { patiently } from "#lib/client/patiently.ts";
import type { View } from "#lib/reasoning/view.ts";
import { sourceCountWords, sourcesOf } from "../tools/sources.ts";

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
  const [isOpen, setIsOpen] = useState(false);
  const listId = useId();
  if (sources.length === 0) return null;
  return (
    <section aria-label="Sources" className="border-line border-t px-4 text-[12px] text-ink-soft leading-[18px]">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setIsOpen(!isOpen)}
        className="sent-back-button my-1"
      >
        <Link2 aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-tool" />
        <span className="tabular min-w-0 grow">{sourceCountWords(sources)}</span>
        <ChevronDown aria-hidden="true" size={14} className={`shrink-0 text-ink-faint ${isOpen ? "" : "rotate-180"}`} />
      </button>
      {isOpen && (
        <Suspense>
          <GatheredSources id={listId} view={view} sources={sources} onShow={onShow} />
        </Suspense>
      )}
    </section>
  );
});
