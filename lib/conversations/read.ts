import { isEffort } from "#lib/core/effort.ts";
import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { fromColumn } from "#lib/db/time.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import { pathTo } from "#lib/reasoning/path.ts";
import type { ConversationTree, RunNode } from "#lib/reasoning/tree.ts";
import { readNodes } from "#lib/runs/tree.ts";
import { readViews } from "#lib/runs/views.ts";
import type { ConversationDetail, ConversationSummary } from "./conversation.ts";

/** Views that come with a conversation; older ones are fetched when they are scrolled to. */
const mostViews = 30;

/** One conversation with its tree and the Views of what is on screen first. Throws AppError("not-found"). */
export async function readConversation(viewer: Viewer, conversationId: string): Promise<ConversationDetail> {
  const row = await findConversation(viewer, conversationId);
  const tree: ConversationTree = { ...(await readNodes(row.id)), headRunId: row.headRunId };
  return {
    conversation: toSummary(row, newestLive(tree.runs)),
    tree,
    views: await readViews(runsToShow(tree)),
    modelId: row.modelId,
    effort: isEffort(row.effort) ? row.effort : null,
  };
}

function runsToShow(tree: ConversationTree): string[] {
  const onPath = pathTo(tree, tree.headRunId).flatMap(({ run }) => run?.id ?? []);
  const live = tree.runs.filter(({ status }) => !isEnded(status)).map(({ id }) => id);
  return [...new Set([...onPath.slice(-mostViews), ...live])];
}

function newestLive(runs: readonly RunNode[]): RunNode | null {
  return runs.findLast(({ status }) => !isEnded(status)) ?? null;
}

export type ConversationRow = NonNullable<
  Awaited<ReturnType<ReturnType<typeof database>["client"]["conversation"]["findFirst"]>>
>;

/** A conversation of this viewer that is not deleted; throws AppError("not-found"). */
export async function findConversation(viewer: Viewer, conversationId: string): Promise<ConversationRow> {
  const where = { id: conversationId, userId: viewer.userId, deletedAt: null };
  const row = isId("conversation", conversationId) ? await database().client.conversation.findFirst({ where }) : null;
  if (row === null) throw new AppError("not-found");
  return row;
}

/** The run that is going on in a conversation. */
export interface ActiveRun {
  id: string;
  status: string;
}

export function toSummary(row: ConversationRow, active: ActiveRun | null): ConversationSummary {
  return {
    id: row.id,
    title: row.title,
    isPinned: row.pinnedAt !== null,
    isArchived: row.archivedAt !== null,
    createdAt: fromColumn(row.createdAt),
    updatedAt: fromColumn(row.updatedAt),
    activeRunId: active?.id ?? null,
    isWaiting: active?.status === "waiting",
  };
}
