"use client";
import { RotateCcw } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import type { Session } from "#lib/client/conversation-session.ts";
import type { Row } from "#lib/client/conversation-state.ts";
import { useApp } from "#lib/client/use-app.ts";
import { useLoadRun, useRun } from "#lib/client/use-run.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { ContinuesNote } from "../reasoning/continues-note.tsx";
import { endingOf } from "../reasoning/ending.ts";
import { EndingNote } from "../reasoning/ending-note.tsx";
import { ReasoningLine } from "../reasoning/reasoning-line.tsx";
import { waysOnOf } from "../reasoning/ways-on.ts";
import { WaysOnButtons } from "../reasoning/ways-on-buttons.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { AnswerSkeleton } from "./answer-skeleton.tsx";
import { ApprovalNote } from "./approval-note.tsx";
import { BranchSwitcher } from "./branch-switcher.tsx";
import { PartView } from "./part-view.tsx";
import { quietActions } from "./quiet-actions.ts";
import { useOutputSize } from "./use-output-size.ts";

interface AnswerProps {
  row: Row;
  session: Session;
  isNewest: boolean;
  shownRunId: string | null;
  onShowReasoning(runId: string): void;
  /** Brings a part of a run's reasoning into view. */
  onReview(runId: string, partId: string): void;
}

/** A run as the person reads it: the line that opens its reasoning, its parts in order, and how it ended. */
export function Answer({ row, session, isNewest, shownRunId, onShowReasoning, onReview }: AnswerProps) {
  const runId = row.run?.id ?? null;
  const known = useRun(runId, isSameAnswer);
  const [problem, setProblem] = useState<string | null>(null);
  const onProblem = useCallback((message: string) => setProblem(message), []);
  useLoadRun(runId, problem === null, onProblem);
  const outputSize = useOutputSize(known?.modelId ?? null);
  const waiting = useMemo(() => emptyView("on its way"), []);
  const view = row.isPending ? waiting : known;

  if (runId === null && !row.isPending) {
    return <Unanswered onAsk={() => session.regenerate(row.turn.id)} />;
  }
  if (!view) {
    return problem === null ? (
      <AnswerSkeleton />
    ) : (
      <p className="flex items-center gap-3 text-ink-soft">
        This answer could not be loaded. {problem}
        <Button onClick={() => setProblem(null)}>Retry</Button>
      </p>
    );
  }
  const isLive = !isEnded(view.status);
  const ending = endingOf(view);
  const ways = waysOnOf(view, outputSize);
  return (
    <article aria-label="Answer" aria-busy={isLive} className="group">
      <h2 className="sr-only">Answer</h2>
      <div className="mb-4">
        <Line runId={runId} view={view} isOpen={shownRunId === view.runId} onShowReasoning={onShowReasoning} />
        {view.continuesRunId !== null && <Continues row={row} runId={view.continuesRunId} onChoose={session.choose} />}
      </div>
      <div className="font-answer text-answer wrap-anywhere">
        {view.parts.map((part, index) => (
          <PartView key={part.id} part={part} isLive={isLive && index === view.parts.length - 1} />
        ))}
      </div>
      {isLive && runId !== null && <ApprovalNote runId={runId} onReview={onReview} />}
      {ending && (
        <div className="mt-4">
          <EndingNote ending={ending} isTitled={false} isSpoken>
            {ways && (
              <WaysOnButtons
                ways={ways}
                onAnswerFrom={() => session.answerFrom(view)}
                onRaiseLimit={(limit) => session.raiseLimit(view, limit)}
              />
            )}
            <Button onClick={() => session.regenerate(row.turn.id)}>Retry</Button>
          </EndingNote>
        </div>
      )}
      <div className="mt-2 -ml-2 flex h-8 items-center gap-0.5">
        {!isLive && (
          <>
            <BranchSwitcher label="Versions of the answer" siblings={row.runSiblings} onChoose={session.choose} />
            <div className={isNewest ? "flex items-center" : quietActions}>
              {hasText(view) && <CopyButton label="Copy answer" text={() => textOf(view)} />}
              {!ending && <IconButton label="Answer again" icon={RotateCcw} onClick={() => session.regenerate(row.turn.id)} />}
            </div>
          </>
        )}
      </div>
    </article>
  );
}

/** While only thoughts grow, all but the line stays as it is. */
function isSameAnswer(a: View, b: View): boolean {
  if (a.status !== b.status || a.parts.length !== b.parts.length) return false;
  return a.parts.every((part, index) => part === b.parts[index] || (part.kind !== "text" && b.parts[index]?.kind === part.kind));
}

interface LineProps {
  runId: string | null;
  /** Until the run is known. */
  view: View;
  isOpen: boolean;
  onShowReasoning(runId: string): void;
}

function Line({ runId, view, isOpen, onShowReasoning }: LineProps) {
  const { clock } = useApp();
  const newest = useRun(runId) ?? view;
  const onOpen = useCallback(() => {
    if (runId) onShowReasoning(runId);
  }, [runId, onShowReasoning]);
  return <ReasoningLine view={newest} clock={clock} isOpen={isOpen} onOpen={onOpen} />;
}

interface ContinuesProps {
  row: Row;
  /** The attempt whose thought this one answers from. */
  runId: string;
  onChoose(runId: string): void;
}

function Continues({ row, runId, onChoose }: ContinuesProps) {
  const index = row.runSiblings.ids.indexOf(runId);
  const run = { kind: "attempt", number: index + 1, question: row.turn.text, titleOf: () => null } as const;
  return <ContinuesNote runId={runId} run={index === -1 ? null : run} onShowRun={onChoose} />;
}

function Unanswered({ onAsk }: { onAsk(): void }) {
  return (
    <p className="flex items-center gap-3 text-ink-soft">
      This message has no answer yet.
      <Button onClick={onAsk}>Ask</Button>
    </p>
  );
}

function hasText(view: View): boolean {
  return view.parts.some((part) => part.kind === "text" && part.text !== "");
}

function textOf(view: View): string {
  return view.parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join("\n\n");
}
