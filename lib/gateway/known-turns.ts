/** Owns: turns of earlier requests of the same key, by their path hash. Nothing of another key or of the person's own page is in here. */
import type { Caller } from "#lib/core/caller.ts";
import { database } from "#lib/db/client.ts";
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";

/** A statement that names more values than this is refused by some databases. */
const hashesPerRead = 500;

const newestFirst = [{ createdAt: "desc" as const }, { id: "desc" as const }];

export interface KnownTurn {
  turnId: string;
  conversationId: string;
  parentRunId: string | null;
  /** Those of this key, newest first. */
  runIds: string[];
}

/** What this key, or this person's programs without a key, asked. */
export function askedBy({ viewer, key }: Caller) {
  return { userId: viewer.userId, keyId: key?.id ?? null, origin: { not: "page" } };
}

/** Newest first, at most `most`. `conversationId`: only those of that conversation. */
export async function turnsByHash(
  caller: Caller,
  hash: string,
  { conversationId, most }: { conversationId: string | undefined; most: number },
): Promise<KnownTurn[]> {
  const rows = await database().client.turn.findMany({
    where: whereHash(caller, [hash], conversationId),
    orderBy: newestFirst,
    take: most,
    select: {
      id: true,
      conversationId: true,
      parentRunId: true,
      pathHash: true,
      runs: {
        where: askedBy(caller),
        orderBy: newestFirst,
        select: { id: true },
      },
    },
  });
  return rows.map(({ id: turnId, conversationId, parentRunId, runs }) => {
    return { turnId, conversationId, parentRunId, runIds: runs.map(({ id }) => id) };
  });
}

/** Of the runs of these conversations, those that something was asked after. */
export async function followedRuns(conversationIds: readonly string[]): Promise<Set<string>> {
  const where = { conversationId: { in: [...new Set(conversationIds)] }, parentRunId: { not: null } };
  const rows = await database().client.turn.findMany({ where, select: { parentRunId: true } });
  return new Set(rows.flatMap(({ parentRunId }) => parentRunId ?? []));
}

/** Those of these hashes that there are turns of. */
export async function knownHashes(
  caller: Caller,
  hashes: readonly string[],
  conversationId: string | undefined,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let at = 0; at < hashes.length; at += hashesPerRead) {
    const rows = await database().client.turn.findMany({
      where: whereHash(caller, hashes.slice(at, at + hashesPerRead), conversationId),
      distinct: ["pathHash"],
      select: { pathHash: true },
    });
    for (const { pathHash } of rows) if (pathHash !== null) found.add(pathHash);
  }
  return found;
}

function whereHash(caller: Caller, hashes: readonly string[], conversationId: string | undefined) {
  return {
    pathHash: { in: [...hashes] },
    ...(conversationId !== undefined && { conversationId }),
    conversation: { ...askedBy(caller), deletedAt: null },
  };
}

/** The runs of a turn that this caller asked, newest first. */
export async function runsOf(caller: Caller, turnId: string): Promise<string[]> {
  const where = { turnId, ...askedBy(caller) };
  const runs = await database().client.run.findMany({ where, orderBy: newestFirst, select: { id: true } });
  return runs.map(({ id }) => id);
}

/** The newest run of a conversation that this caller asked; null: there is none. */
export async function newestAsked(caller: Caller, conversationId: string): Promise<string | null> {
  const where = { conversationId, ...askedBy(caller) };
  const run = await database().client.run.findFirst({ where, orderBy: newestFirst, select: { id: true } });
  return run?.id ?? null;
}

export async function imagesOf(turnId: string): Promise<PromptImage[]> {
  const rows = await database().client.turnImage.findMany({ where: { turnId }, orderBy: { index: "asc" } });
  return rows.map(({ mediaType, bytes }) => ({ mediaType, data: Buffer.from(bytes).toString("base64") }));
}
