import { systemClock } from "#lib/core/clock.ts";
import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import { storable } from "#lib/core/storable.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { toColumn } from "#lib/db/time.ts";
import { ring } from "#lib/db/wake.ts";
import { unfinishedStatuses } from "#lib/reasoning/event.ts";
import type { ConversationSummary } from "./conversation.ts";
import { findConversation, summaryOf } from "./read.ts";

export interface ConversationPatch {
  /** 1 to 200 characters. A conversation that was named is not named again by itself. */
  title?: string | undefined;
  isPinned?: boolean | undefined;
  isArchived?: boolean | undefined;
  /** A run of this conversation: the end of the path on screen. */
  headRunId?: string | undefined;
  /** `false` brings a deleted conversation back while it is not purged. */
  isDeleted?: false | undefined;
}

const longestTitle = 200;

/** Changes what the patch names and nothing else. Throws AppError: not-found, bad-request naming the field. */
export async function updateConversation(
  viewer: Viewer,
  conversationId: string,
  patch: ConversationPatch,
): Promise<ConversationSummary> {
  const { client } = database();
  const now = toColumn(systemClock.now());
  const data = {
    ...(patch.title !== undefined && { title: checkTitle(patch.title), isAutoTitle: false }),
    ...(patch.isPinned !== undefined && { pinnedAt: patch.isPinned ? now : null }),
    ...(patch.isArchived !== undefined && { archivedAt: patch.isArchived ? now : null }),
    ...(patch.headRunId !== undefined && { headRunId: patch.headRunId }),
    ...(patch.isDeleted === false && { deletedAt: null }),
  };
  if (!isId("conversation", conversationId)) throw new AppError("not-found");
  const mine = { id: conversationId, userId: viewer.userId };
  const where = patch.isDeleted === false ? mine : { ...mine, deletedAt: null };
  if ((await client.conversation.count({ where })) === 0) throw new AppError("not-found");
  if (patch.headRunId !== undefined) await checkHead(conversationId, patch.headRunId);
  if (Object.keys(data).length > 0) await client.conversation.updateMany({ where, data });
  ring(viewer.userId);
  return readSummary(viewer, conversationId);
}

async function readSummary(viewer: Viewer, conversationId: string): Promise<ConversationSummary> {
  const row = await findConversation(viewer, conversationId);
  const live = await database().client.run.findFirst({
    where: { conversationId, status: { in: unfinishedStatuses } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, status: true },
  });
  return summaryOf(row, live);
}

function checkTitle(raw: string): string {
  const title = storable(raw)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  if (title === "" || title.length > longestTitle) {
    throw new AppError("bad-request", { field: "title", message: `title must have 1 to ${longestTitle} characters.` });
  }
  return title;
}

async function checkHead(conversationId: string, headRunId: string): Promise<void> {
  const where = { id: headRunId, conversationId };
  const isThere = isId("run", headRunId) && (await database().client.run.count({ where })) > 0;
  if (!isThere) {
    throw new AppError("bad-request", { field: "head", message: "head is no run of this conversation." });
  }
}
