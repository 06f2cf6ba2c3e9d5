import { z } from "zod";
import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { fromColumn, toColumn } from "#lib/db/time.ts";
import { unfinishedStatuses } from "#lib/reasoning/event.ts";
import type { ConversationPage } from "./conversation.ts";
import { type ActiveRun, type ConversationRow, summariesOf } from "./read.ts";

export interface ListOptions {
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** 1 to 200, 50 when absent. */
  limit?: number | undefined;
  /** Only archived ones instead of only the others. */
  archived?: boolean | undefined;
}

const usualLimit = 50;
const mostPerPage = 200;

/** The last conversation of a page: the next one begins behind it, even when it has moved or gone since. */
interface Position {
  isPinned: boolean;
  updatedAt: number;
  id: string;
}

/** Pinned ones first, then the newest activity first. Throws AppError("bad-request") naming `cursor` or `limit`. */
export async function listConversations(viewer: Viewer, options: ListOptions = {}): Promise<ConversationPage> {
  const { cursor, limit = usualLimit, archived = false } = options;
  if (!Number.isInteger(limit) || limit < 1 || limit > mostPerPage) {
    throw new AppError("bad-request", { field: "limit", message: `limit must be a whole number from 1 to ${mostPerPage}.` });
  }
  const after = cursor === undefined ? null : readCursor(cursor);
  const wanted = limit + 1;
  const rows = after?.isPinned === false ? [] : await readSection(viewer, archived, true, after, wanted);
  if (rows.length < wanted) {
    const from = after?.isPinned === false ? after : null;
    rows.push(...(await readSection(viewer, archived, false, from, wanted - rows.length)));
  }
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const activeRuns = await readActiveRuns(page.map(({ id }) => id));
  return {
    conversations: await summariesOf(page, activeRuns),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor(last) : null,
  };
}

function readSection(
  viewer: Viewer,
  archived: boolean,
  pinned: boolean,
  after: Position | null,
  take: number,
): Promise<ConversationRow[]> {
  const updatedAt = toColumn(after?.updatedAt ?? 0);
  return database().client.conversation.findMany({
    where: {
      userId: viewer.userId,
      deletedAt: null,
      archivedAt: archived ? { not: null } : null,
      pinnedAt: pinned ? { not: null } : null,
      ...(after && { OR: [{ updatedAt: { lt: updatedAt } }, { updatedAt, id: { lt: after.id } }] }),
    },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    take,
  });
}

async function readActiveRuns(conversationIds: string[]): Promise<Map<string, ActiveRun>> {
  const runs = await database().client.run.findMany({
    where: { conversationId: { in: conversationIds }, status: { in: unfinishedStatuses } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, status: true, conversationId: true },
  });
  return new Map(runs.map((run) => [run.conversationId, run]));
}

const position = z.tuple([z.boolean(), z.number().int().min(0).max(Number.MAX_SAFE_INTEGER), z.string().max(100)]);

function writeCursor(row: ConversationRow): string {
  const values: z.infer<typeof position> = [row.pinnedAt !== null, fromColumn(row.updatedAt), row.id];
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

function readCursor(cursor: string): Position {
  const parsed = position.safeParse(tryJson(Buffer.from(cursor, "base64url").toString()));
  // A NUL, which PostgreSQL refuses in any text, is in no id either.
  if (!parsed.success || !/^\w*$/.test(parsed.data[2])) {
    throw new AppError("bad-request", { field: "cursor", message: "cursor is not one that this list gave out." });
  }
  const [isPinned, updatedAt, id] = parsed.data;
  return { isPinned, updatedAt, id };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Any text may stand in an address; the schema refuses undefined.
    return undefined;
  }
}
