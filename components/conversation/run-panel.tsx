"use client";
import { useCallback, useMemo } from "react";
import type { Decision } from "#lib/client/api.ts";
import { asApiError } from "#lib/client/api-error.ts";
import type { Session } from "#lib/client/conversation-session.ts";
import { useApp } from "#lib/client/use-app.ts";
import { useRun } from "#lib/client/use-run.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import type { PathItem } from "#lib/reasoning/path.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import type { ShowRun } from "../reasoning/earlier-run.ts";
import { ReasoningPanel } from "../reasoning/reasoning-panel.tsx";
import { undecidedOf } from "../reasoning/state.ts";
import { earlierRunOf } from "./earlier-run.ts";
import { useOutputSize } from "./use-output-size.ts";

interface RunPanelProps {
  session: Session;
  /** Null before there is one. */
  runId: string | null;
  question: string;
  isFollowing: boolean;
  isReconnecting: boolean;
  isHurried: boolean;
  focus: { runId: string; partId: string } | null;
  /** The turns on screen. */
  path: readonly PathItem[];
  onShowRun: ShowRun;
  onClose(): void;
  onEscape(): void;
}

/** The reasoning of the run on show. Only what is in here is drawn anew with each word. */
export function RunPanel({ session, runId, focus, path, ...rest }: RunPanelProps) {
  const { api, clock, notices, runs, start } = useApp();
  const view = useRun(runId);
  const onFollow = useCallback(() => session.pin(null), [session]);
  const onPin = useCallback(() => session.pin(runId), [session, runId]);
  const onStop = useCallback(() => session.stop(), [session]);
  const onAnswerNow = useCallback(() => runId && session.answerNow(runId), [session, runId]);
  const findRun = useCallback((other: string) => earlierRunOf(other, path, runs.get(other)), [path, runs]);
  const approvals = useMemo(
    () => ({
      decide: (id: string, callId: string, decision: Decision) =>
        api.decide(id, callId, decision).catch((error) => {
          // Decided elsewhere meanwhile: the card that would have said why is gone.
          const isAsking = undecidedOf(runs.get(id) ?? emptyView(id)).some((part) => part.callId === callId);
          const { message, suggestion } = asApiError(error);
          if (!isAsking) notices.show({ message, detail: suggestion });
          throw error;
        }),
      isNew: (askedAt: number) => askedAt > start.now,
    }),
    [api, runs, notices, start],
  );
  const outputSize = useOutputSize(view?.modelId ?? null);
  return (
    <ReasoningPanel
      view={view ?? null}
      isLive={view !== undefined && !isEnded(view.status)}
      clock={clock}
      onFollow={onFollow}
      onPin={onPin}
      onStop={onStop}
      onAnswerNow={onAnswerNow}
      onAnswerFrom={() => view && session.answerFrom(view)}
      onRaiseLimit={(limit) => view && session.raiseLimit(view, limit)}
      outputSize={outputSize}
      approvals={approvals}
      findRun={findRun}
      focus={focus?.runId === runId && focus !== null ? focus : undefined}
      {...rest}
    />
  );
}
