/** Owns: the providers a person connects: made, changed, removed. Whose they are is in every `where`. */
import { systemClock } from "#lib/core/clock.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { isUniqueViolation, orNotFound } from "#lib/db/prisma-errors.ts";
import { toColumn } from "#lib/db/time.ts";
import { environmentConfigs } from "#lib/models/connections.ts";
import { type ProviderKind, providerKinds } from "#lib/models/provider-kinds.ts";
import type { ConnectionPatch, NewConnection } from "./input.ts";
import { connectionsOf, forgetConnectionsOf, type ViewerConnection } from "./of-viewer.ts";
import { headerColumns, keyColumns } from "./stored.ts";
import { type ConnectionSummary, summaryOf } from "./summary.ts";

const mostConnections = 100;

/** Those of the settings, of the environment, and the built-in one. */
export async function listConnections(viewer: Viewer): Promise<ConnectionSummary[]> {
  return (await connectionsOf(viewer)).map(summaryOf);
}

/** Throws AppError `bad-request` naming the field at fault. */
export async function createConnection(viewer: Viewer, input: NewConnection): Promise<ConnectionSummary> {
  const info = providerKinds[input.kind];
  const baseUrl = input.baseUrl ?? info.baseUrl;
  if (baseUrl === null) throw refused("baseUrl", `${info.name} needs an address.`);
  const headers = input.headers ?? {};
  checkKey(input.kind, input.apiKey, headers);
  const all = await connectionsOf(viewer);
  if (all.length >= mostConnections) throw refused("kind", `There are ${mostConnections} connections already.`);
  const name =
    input.name ?? freeName(input.kind === "compatible" || input.kind === "responses" ? hostOf(baseUrl) : info.name, all);
  for (let attempt = 0; ; attempt++) {
    const id = await freeId(input.kind);
    const now = toColumn(systemClock.now());
    const columns = { kind: input.kind, name, baseUrl, createdAt: now, updatedAt: now };
    const sealed = { ...(await keyColumns(id, input.apiKey)), ...(await headerColumns(id, headers)) };
    try {
      await database().client.connection.create({ data: { id, userId: viewer.userId, ...columns, ...sealed } });
      forgetConnectionsOf(viewer);
      return await readConnection(viewer, id);
    } catch (error) {
      // Somebody else took the id in the meantime.
      if (!isUniqueViolation(error) || attempt >= 5) throw error;
    }
  }
}

/** Throws AppError `not-found`, `bad-request` naming the field, or `conflict` for one that is not from the settings. */
export async function updateConnection(viewer: Viewer, id: string, patch: ConnectionPatch): Promise<ConnectionSummary> {
  const { config, row, state } = await ofSettings(viewer, id);
  const isMoved = patch.baseUrl !== undefined && new URL(patch.baseUrl).origin !== new URL(config.baseUrl).origin;
  if (isMoved && row.sealedKey !== null && patch.apiKey === undefined) {
    throw refused("apiKey", "The key was entered for another address: enter it again to send it there.");
  }
  if (isMoved && row.sealedHeaders !== null && patch.headers === undefined) {
    throw refused("headers", "The headers were entered for another address: enter them again to send them there.");
  }
  const isLocked = state === "locked";
  const apiKey = patch.apiKey === undefined ? config.apiKey : (patch.apiKey ?? undefined);
  if (patch.apiKey !== undefined || patch.headers !== undefined)
    checkKey(config.kind, apiKey, patch.headers ?? config.headers, isLocked);
  const isOther = patch.baseUrl !== undefined || patch.apiKey !== undefined || patch.headers !== undefined;
  const data = {
    ...(patch.name !== undefined && { name: patch.name }),
    ...(patch.baseUrl !== undefined && { baseUrl: patch.baseUrl }),
    ...(patch.isEnabled !== undefined && { isEnabled: patch.isEnabled }),
    ...(patch.apiKey !== undefined && (await keyColumns(id, apiKey))),
    ...(patch.headers !== undefined && (await headerColumns(id, patch.headers))),
    // What was found at the old address or with the old key is no longer so.
    ...(isOther && { testReport: null }),
    updatedAt: toColumn(systemClock.now()),
  };
  await orNotFound(database().client.connection.update({ where: { id, userId: viewer.userId }, data }));
  forgetConnectionsOf(viewer);
  return readConnection(viewer, id);
}

/** Throws as `updateConnection` does. Conversations that used it stay readable. */
export async function deleteConnection(viewer: Viewer, id: string): Promise<void> {
  await ofSettings(viewer, id);
  await orNotFound(database().client.connection.delete({ where: { id, userId: viewer.userId } }));
  forgetConnectionsOf(viewer);
}

/** One of this person's. Throws AppError `not-found`. */
export async function findConnection(viewer: Viewer, id: string): Promise<ViewerConnection> {
  const one = (await connectionsOf(viewer)).find((each) => each.id === id);
  if (one === undefined) throw new AppError("not-found");
  return one;
}

async function readConnection(viewer: Viewer, id: string): Promise<ConnectionSummary> {
  return summaryOf(await findConnection(viewer, id));
}

async function ofSettings(viewer: Viewer, id: string) {
  const { config, row, state, from, name } = await findConnection(viewer, id);
  if (config !== null && row !== null) return { config, row, state };
  const where = from === "built-in" ? "is part of the application" : "is set in the environment";
  throw new AppError("conflict", {
    message: `${name} ${where} and cannot be changed here.`,
    suggestion: from === "built-in" ? "Connect a provider to use other models." : "Change it there and restart.",
  });
}

/** The kind's name, or the first number after it that nobody has: a connection that was removed frees its id for the next. */
async function freeId(kind: ProviderKind): Promise<string> {
  const rows = await database().client.connection.findMany({ where: { id: { startsWith: kind } }, select: { id: true } });
  const taken = new Set([...rows, ...environmentConfigs()].map(({ id }) => id));
  for (let number = 1; ; number++) {
    const id = number === 1 ? kind : `${kind}-${number}`;
    if (!taken.has(id)) return id;
  }
}

function freeName(wish: string, all: readonly ViewerConnection[]): string {
  const taken = new Set(all.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wish : `${wish} ${number}`;
    if (!taken.has(name)) return name;
  }
}

/** `isLocked`: what cannot be read is not counted as missing. */
function checkKey(kind: ProviderKind, apiKey: string | undefined, headers: Record<string, string>, isLocked = false): void {
  const { key, name } = providerKinds[kind];
  if (key === "required" && apiKey === undefined && !isLocked) throw refused("apiKey", `${name} needs a key.`);
  const own = Object.keys(headers).find((header) => /^(authorization|x-api-key|x-goog-api-key|api-key)$/i.test(header));
  if (own !== undefined && apiKey !== undefined) {
    throw refused("headers", `The header ${own} and the key say the same: leave one of them out.`);
  }
}

function hostOf(baseUrl: string): string {
  return URL.parse(baseUrl)?.host ?? baseUrl;
}

function refused(field: string, message: string): AppError {
  return new AppError("bad-request", { field, message });
}
