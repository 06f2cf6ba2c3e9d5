"use client";
import { ChevronDown, Reply } from "lucide-react";
import { lazy, memo, Suspense, useId, useMemo, useState } from "react";
import { patiently } from "#lib/client/patiently.ts";
import type { View } from "#lib/reasoning/view.ts";
import type { FindRun, ShowRun } from "./earlier-run.ts";
import { sentCallsOf, sumWords } from "./sent-back.ts";

const load = patiently(() => import("./sent-back-list.tsx"));
const SentBackList = lazy(load);

interface SentBackLineProps {
  view: View;
  findRun: FindRun;
  onShowRun: ShowRun;
}

/** How many earlier thoughts went along with the newest request; opens the list of them. Nothing where there were none. */
export const SentBackLine = memo(function SentBackLine({ view, findRun, onShowRun }: SentBackLineProps) {
  const { steps } = view;
  const calls = useMemo(() => sentCallsOf({ steps }), [steps]);
  const [isOpen, setIsOpen] = useState(false);
  const listId = useId();
  const newest = calls.at(-1);
  if (!newest) return null;
  return (
    <section aria-label="Earlier thoughts" className="sent-back">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setIsOpen(!isOpen)}
        className="sent-back-button"
      >
        <Reply aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-ink-faint" />
        <span className="min-w-0 grow">
          Sent back <span className="tabular text-ink">{sumWords(newest)}</span>
        </span>
        <ChevronDown aria-hidden="true" size={14} className={`shrink-0 text-ink-faint ${isOpen ? "rotate-180" : ""}`} />
      </button>
      {isOpen && (
        <Suspense>
          <SentBackList id={listId} runId={view.runId} calls={calls} findRun={findRun} onShowRun={onShowRun} />
        </Suspense>
      )}
    </section>
  );
});
