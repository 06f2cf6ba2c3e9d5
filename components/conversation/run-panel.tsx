"use client";
import { useCallback } from "react";
import type { Session } from "#lib/client/conversation-session.ts";
import { useApp } from "#lib/client/use-app.ts";
import { useRun } from "#lib/client/use-run.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import { ReasoningPanel } from "./later.ts";

interface RunPanelProps {
  session: Session;
  /** Null before there is one. */
  runId: string | null;
  question: string;
  isFollowing: boolean;
  isReconnecting: boolean;
  onClose(): void;
  onEscape(): void;
}

/** The reasoning of the run on show. Only what is in here is drawn anew with each word. */
export function RunPanel({ session, runId, ...rest }: RunPanelProps) {
  const { clock } = useApp();
  const view = useRun(runId);
  const onFollow = useCallback(() => session.pin(null), [session]);
  const onPin = useCallback(() => session.pin(runId), [session, runId]);
  const onStop = useCallback(() => session.stop(), [session]);
  return (
    <ReasoningPanel
      view={view ?? null}
      isLive={view !== undefined && !isEnded(view.status)}
      clock={clock}
      onFollow={onFollow}
      onPin={onPin}
      onStop={onStop}
      {...rest}
    />
  );
}
