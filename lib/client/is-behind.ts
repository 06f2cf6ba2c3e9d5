import type { ConversationSummary } from "#lib/conversations/conversation.ts";
import type { View } from "#lib/reasoning/view.ts";
import type { SessionState } from "./conversation-state.ts";

/** How far the browser's idea of the server's time may be off, with the time a save takes. */
const slackMs = 2000;

/** Whether the list knows of something in this conversation that this page does not: a run or a later change from elsewhere. */
export function isBehind(
  listed: ConversationSummary,
  state: Pick<SessionState, "tree" | "summary" | "pending">,
  newest: View | undefined,
): boolean {
  if (state.pending) return false;
  const { turns, runs } = state.tree;
  const isUnknown = (id: string | null) => id !== null && !runs.some((run) => run.id === id);
  if (isUnknown(listed.headRunId) || isUnknown(listed.activeRunId)) return true;
  const known = [state.summary?.updatedAt, newest?.endedAt, newest?.startedAt, turns.at(-1)?.createdAt, runs.at(-1)?.createdAt];
  const isGoingOn = newest !== undefined && newest.endedAt === null;
  return !isGoingOn && listed.updatedAt > Math.max(...known.map((at) => at ?? 0)) + slackMs;
}
