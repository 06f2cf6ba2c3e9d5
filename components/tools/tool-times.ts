/** Owns: which stretch of a call its time in the margin is: of its run, before that of its time with the client, before that of the wait for a person, before that of being written. Pure. */
import type { ToolPart } from "#lib/reasoning/view.ts";

export interface Stretch {
  startedAt: number;
  /** Null while it goes on. */
  endedAt: number | null;
}

export function timeOf({ startedAt, endedAt, calledAt, handedAt, ranAt, approval, state }: ToolPart): Stretch {
  if (ranAt) return { startedAt: ranAt, endedAt };
  if (handedAt) return { startedAt: handedAt, endedAt };
  if (approval && approval.by !== "rule") return { startedAt: approval.askedAt, endedAt: approval.answeredAt ?? endedAt };
  // Stories from before calls had times of their own.
  const isOld = calledAt === undefined || (calledAt === null && (state === "done" || state === "failed"));
  return { startedAt: isOld ? startedAt : (calledAt ?? startedAt), endedAt };
}
