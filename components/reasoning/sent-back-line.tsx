"use client";
import { Reply } from "lucide-react";
import { lazy, memo, useMemo } from "react";
import { patiently } from "#lib/client/patiently.ts";
import type { View } from "#lib/reasoning/view.ts";
import type { FindRun, ShowRun } from "./earlier-run.ts";
import { LateList } from "./late-list.tsx";
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
  const newest = calls.at(-1);
  if (!newest) return null;
  return (
    <section aria-label="Earlier thoughts" className="sent-back">
      <LateList
        load={load}
        icon={<Reply aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-ink-faint" />}
        summary={
          <span className="min-w-0 grow">
            Sent back <span className="tabular text-ink">{sumWords(newest)}</span>
          </span>
        }
      >
        {(listId) => <SentBackList id={listId} runId={view.runId} calls={calls} findRun={findRun} onShowRun={onShowRun} />}
      </LateList>
    </section>
  );
});
