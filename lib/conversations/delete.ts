import { systemClock } from "#lib/core/clock.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { toColumn } from "#lib/db/time.ts";
import { ring } from "#lib/db/wake.ts";
import { cancelRunsOf } from "#lib/runs/control.ts";
import { findConversation } from "./read.ts";

/** How long a deleted conversation can be brought back. */
export const undoMs = 10 * 60_000;

/** Hides it at once and stops what is live in it; it can be brought back for ten minutes. Throws AppError("not-found"). */
export async function deleteConversation(viewer: Viewer, conversationId: string): Promise<void> {
  const { id } = await findConversation(viewer, conversationId);
  const deletedAt = toColumn(systemClock.now());
  await database().client.conversation.updateMany({ where: { id, deletedAt: null }, data: { deletedAt } });
  await cancelRunsOf(id);
  ring(viewer.userId);
}

/** Removes what was deleted longer ago than it can be brought back, with its turns, runs and events. Returns how many. */
export async function purgeDeleted(now = systemClock.now()): Promise<number> {
  const { count } = await database().client.conversation.deleteMany({ where: { deletedAt: { lt: toColumn(now - undoMs) } } });
  return count;
}
