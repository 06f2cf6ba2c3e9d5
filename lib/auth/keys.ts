/** Owns: a person's keys: made, listed, changed, deleted. A key itself is told once, by `createKey`, and kept nowhere. */
import type { KeyPolicy } from "#lib/core/caller.ts";
import { systemClock } from "#lib/core/clock.ts";
import { AppError } from "#lib/core/errors.ts";
import { exposures } from "#lib/core/exposure.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { orNotFound } from "#lib/db/prisma-errors.ts";
import { fromColumn, toColumn } from "#lib/db/time.ts";
import { endKey } from "./key-end.ts";
import { keyPlugin } from "./key-plugin.ts";
import { type KeyPatch, type NewKey, policyWith, readPolicy } from "./key-policy.ts";
import { spentBy, unpricedBy } from "./spending.ts";

const mostKeys = 100;

/** All times in milliseconds since the epoch. */
export interface KeySummary extends KeyPolicy {
  /** The first characters of the key, to be told by. */
  start: string;
  /** US dollars that its answers cost within the days of its limit, 30 without one, as far as their prices are known. */
  spent: number;
  /** Answers within those days whose cost is not known. */
  unpriced: number;
  createdAt: number;
  /** Null: never. */
  lastUsedAt: number | null;
  /** Null: it does not expire. One that has expired opens nothing, and stays listed. */
  expiresAt: number | null;
}

/** Throws AppError `bad-request` when there are too many. */
export async function createKey(viewer: Viewer, { name, expiresAt, ...said }: NewKey): Promise<KeySummary & { key: string }> {
  const { client } = database();
  if ((await client.apiKey.count({ where: { userId: viewer.userId } })) >= mostKeys) {
    throw new AppError("bad-request", { field: "name", message: `There are ${mostKeys} keys already. Delete one first.` });
  }
  const plugin = await keyPlugin();
  const { id, key } = await plugin.createApiKey({ body: { name, userId: viewer.userId, metadata: policyWith(said) } });
  // The plugin counts seconds from its own now; the time that was asked for is this one.
  if (expiresAt !== null) await client.apiKey.update({ where: { id }, data: { expiresAt: toColumn(expiresAt) } });
  return { ...(await summaryOf(await findRow(viewer, id))), key };
}

/** The newest first. */
export async function listKeys(viewer: Viewer): Promise<KeySummary[]> {
  const rows = await database().client.apiKey.findMany({ where: { userId: viewer.userId }, orderBy: { id: "desc" } });
  return Promise.all(rows.map(summaryOf));
}

/** What is not named stays as it was. Throws AppError `not-found`. */
export async function updateKey(viewer: Viewer, id: string, { name, expiresAt, ...said }: KeyPatch): Promise<KeySummary> {
  const was = readPolicy((await findRow(viewer, id)).metadata);
  const policy = policyWith(said, was);
  const data = {
    ...(name !== undefined && { name }),
    ...(expiresAt !== undefined && { expiresAt: toColumn(expiresAt) }),
    metadata: JSON.stringify(policy),
    updatedAt: toColumn(systemClock.now()),
  };
  const row = await orNotFound(database().client.apiKey.update({ where: { id, userId: viewer.userId }, data }));
  if (exposures.indexOf(policy.exposure) < exposures.indexOf(was.exposure)) endKey(id, { isDeleted: false });
  return summaryOf(row);
}

/** What the key has asked for stays; what it has open ends. Throws AppError `not-found`. */
export async function deleteKey(viewer: Viewer, id: string): Promise<void> {
  await orNotFound(database().client.apiKey.delete({ where: { id, userId: viewer.userId } }));
  endKey(id, { isDeleted: true });
}

async function findRow(viewer: Viewer, id: string) {
  const row = await database().client.apiKey.findUnique({ where: { id, userId: viewer.userId } });
  if (row === null) throw new AppError("not-found");
  return row;
}

async function summaryOf(row: Awaited<ReturnType<typeof findRow>>): Promise<KeySummary> {
  const policy = readPolicy(row.metadata);
  return {
    id: row.id,
    name: row.name ?? "",
    start: row.start ?? "",
    ...policy,
    spent: await spentBy(row.id, policy.spending),
    unpriced: await unpricedBy(row.id, policy.spending),
    createdAt: fromColumn(row.createdAt),
    lastUsedAt: fromColumn(row.lastRequest),
    expiresAt: fromColumn(row.expiresAt),
  };
}
