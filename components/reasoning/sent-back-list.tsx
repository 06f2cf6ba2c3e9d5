"use client";
/** Owns: every earlier thought and what became of it, by the turn it belongs to. Loaded through `sent-back-line.tsx`. */
import { useState } from "react";
import type { FindRun, ShowRun } from "./earlier-run.ts";
import { formatCount } from "./figures.ts";
import { fateWords, reasonOf, type SentCall, type SentGroup } from "./sent-back.ts";

interface SentBackListProps {
  id: string;
  /** The run that sent them. */
  runId: string;
  calls: readonly SentCall[];
  findRun: FindRun;
  onShowRun: ShowRun;
}

export default function SentBackList({ id, runId, calls, findRun, onShowRun }: SentBackListProps) {
  return (
    <div id={id} className="sent-back-list">
      {calls.map((call) => (
        <div key={call.steps[0]}>
          {calls.length > 1 && <p className="sent-back-call">{callWords(call.steps)}</p>}
          {call.groups.map((group) => (
            <Group key={group.runId} group={group} isOwn={group.runId === runId} findRun={findRun} onShowRun={onShowRun} />
          ))}
        </div>
      ))}
    </div>
  );
}

function callWords(steps: readonly number[]): string {
  const [first, last] = [steps[0], steps.at(-1)];
  return first === last ? `Model call ${first}` : `Model calls ${first} to ${last}`;
}

interface GroupProps {
  group: SentGroup;
  isOwn: boolean;
  findRun: FindRun;
  onShowRun: ShowRun;
}

function Group({ group, isOwn, findRun, onShowRun }: GroupProps) {
  const run = findRun(group.runId);
  const place = isOwn
    ? "This turn"
    : run === null
      ? "Another branch"
      : `${run.kind === "turn" ? "Turn" : "Attempt"} ${run.number}`;
  return (
    <section className="sent-back-group">
      <h3 className="flex gap-1.5">
        <span className="shrink-0">{place}</span>
        {run && !isOwn && (
          <span dir="auto" className="min-w-0 truncate text-ink-faint" title={run.question}>
            {run.question}
          </span>
        )}
      </h3>
      {group.fates.map(({ how, why, partIds }) => (
        <div key={`${how} ${why}`} className={how === "left-out" ? "sent-back-fate is-left-out" : "sent-back-fate"}>
          <p>
            <span className="text-ink">
              {formatCount(partIds.length)} {fateWords[how]}.
            </span>{" "}
            {reasonOf(how, why)}
          </p>
          <Thoughts
            partIds={partIds}
            titleOf={(partId) => run?.titleOf(partId) ?? null}
            onShow={(id) => onShowRun(group.runId, id)}
          />
        </div>
      ))}
    </section>
  );
}

const mostAtFirst = 12;

interface ThoughtsProps {
  partIds: readonly string[];
  titleOf(partId: string): string | null;
  onShow(partId: string): void;
}

function Thoughts({ partIds, titleOf, onShow }: ThoughtsProps) {
  const [isWhole, setIsWhole] = useState(partIds.length <= mostAtFirst);
  const shown = isWhole ? partIds : partIds.slice(0, mostAtFirst);
  return (
    <ul>
      {shown.map((partId, index) => (
        <li key={partId}>
          <button type="button" dir="auto" className="sent-back-thought" onClick={() => onShow(partId)}>
            {titleOf(partId) || `Thought ${index + 1}`}
          </button>
        </li>
      ))}
      {!isWhole && (
        <li>
          <button type="button" className="fold-word" onClick={() => setIsWhole(true)}>
            Show all {formatCount(partIds.length)}
          </button>
        </li>
      )}
    </ul>
  );
}
