import { isEffort } from "#lib/core/effort.ts";
import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import { surfaces } from "#lib/core/surface.ts";
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
    conversation: await summaryOf(row, newestLive(tree.runs)),
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

export async function summaryOf(row: ConversationRow, active: ActiveRun | null): Promise<ConversationSummary> {
  const [summary] = await summariesOf([row], new Map(active ? [[row.id, active]] : []));
  if (summary === undefined) throw new AppError("not-found");
  return summary;
}

/** What a list shows of these rows. `active`: conversation id -> the run that is going on in it. */
export async function summariesOf(
  rows: readonly ConversationRow[],
  active: ReadonlyMap<string, ActiveRun>,
): Promise<ConversationSummary[]> {
  const { client } = database();
  const keyIds = [...new Set(rows.flatMap(({ keyId }) => keyId ?? []))];
  const waiting = [...active.values()].flatMap(({ id, status }) => (status === "waiting" ? [id] : []));
  const [keys, asking] = await Promise.all([
    keyIds.length === 0 ? [] : client.apiKey.findMany({ where: { id: { in: keyIds } }, select: { id: true, name: true } }),
    waiting.length === 0
      ? []
      : client.toolCall.findMany({
          where: { runId: { in: waiting }, state: { in: ["requested", "handed"] } },
          select: { runId: true, state: true },
        }),
  ]);
  const keyNames = new Map(keys.map(({ id, name }) => [id, name]));
  const asked = new Set(asking.filter(({ state }) => state === "requested").map(({ runId }) => runId));
  const handed = new Set(asking.map(({ runId }) => runId));
  return rows.map((row) => {
    const run = active.get(row.id) ?? null;
    // With everything decided it waits for nobody: it is about to be taken up.
    const waitsFor = run === null || !handed.has(run.id) ? null : asked.has(run.id) ? "person" : "client";
    return toSummary(row, run, waitsFor, keyNames.get(row.keyId ?? "") ?? null);
  });
}

function toSummary(
  row: ConversationRow,
  active: ActiveRun | null,
  waitsFor: ConversationSummary["waitsFor"],
  keyName: string | null,
): ConversationSummary {
  const surface = surfaces.find((name) => name === row.origin) ?? "page";
  return {
    id: row.id,
    title: row.title,
    isPinned: row.pinnedAt !== null,
    isArchived: row.archivedAt !== null,
    createdAt: fromColumn(row.createdAt),
    updatedAt: fromColumn(row.updatedAt),
    headRunId: row.headRunId,
    activeRunId: active?.id ?? null,
    waitsFor,
    origin: surface === "page" ? null : { surface, keyName },
  };
}
