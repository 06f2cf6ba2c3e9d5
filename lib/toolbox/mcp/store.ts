/** Owns: the tool servers a person added: made, changed, removed; and what they agreed to. Whose they are is in every `where`. */
import { systemClock } from "#lib/core/clock.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { isUniqueViolation, orNotFound } from "#lib/db/prisma-errors.ts";
import { toColumn } from "#lib/db/time.ts";
import { revokeGrantsOfServer } from "../grants.ts";
import { sealFor } from "../sealed.ts";
import { writeSetUp } from "../set-up.ts";
import { forgetToolboxOf, setUpNameOf, toolboxOf, type ViewerServer } from "../toolbox-of-viewer.ts";
import { type Pins, writePins } from "./pin.ts";
import { dropLink } from "./pool.ts";
import { keyOf } from "./seat.ts";
import { freeId, idFrom } from "./server-config.ts";
import type { NewServer, ServerPatch } from "./server-input.ts";
import { prefixOf } from "./tool-name.ts";

const mostServers = 50;

/** One of this person's. Throws AppError `not-found`. */
export async function findServer(viewer: Viewer, id: string): Promise<ViewerServer> {
  const one = (await toolboxOf(viewer)).servers.find(({ config }) => config.id === id);
  if (one === undefined) throw new AppError("not-found");
  return one;
}

/** Throws AppError `bad-request` naming the field at fault. */
export async function createServer(viewer: Viewer, { name, url, headers = {} }: NewServer): Promise<ViewerServer> {
  const { servers } = await toolboxOf(viewer);
  if (servers.length >= mostServers) throw refused("url", `There are ${mostServers} tool servers already.`);
  const wish = name ?? URL.parse(url)?.hostname.replace(/^(www|mcp)\./, "") ?? "Server";
  for (let attempt = 0; ; attempt++) {
    const id = await newId(wish, servers);
    const now = toColumn(systemClock.now());
    const data = { id, userId: viewer.userId, name: wish, url, createdAt: now, updatedAt: now };
    try {
      await database().client.mcpServer.create({ data: { ...data, ...(await headerColumns(viewer, id, headers)) } });
      forgetToolboxOf(viewer);
      return await findServer(viewer, id);
    } catch (error) {
      // Somebody else took the id in the meantime.
      if (!isUniqueViolation(error) || attempt >= 5) throw error;
    }
  }
}

/**
 * Throws AppError `not-found`, `bad-request` naming the field, or `conflict` for what only the file can change. At another
 * address nothing is authorized and nothing is agreed to.
 */
export async function updateServer(viewer: Viewer, id: string, patch: ServerPatch): Promise<ViewerServer> {
  const { config, isLocked } = await findServer(viewer, id);
  const { name, url, headers, isEnabled } = patch;
  if (config.from === "file") {
    if (name !== undefined || url !== undefined || headers !== undefined) throw ofFile(config.name);
    await writeSetUp(viewer, setUpNameOf(id), { isOn: isEnabled });
  } else {
    const { reach } = config;
    const isOtherPlace = url !== undefined && reach.kind === "http" && new URL(url).origin !== new URL(reach.url).origin;
    const hasHeaders = isLocked || (reach.kind === "http" && Object.keys(reach.headers).length > 0);
    if (isOtherPlace && hasHeaders && headers === undefined) {
      throw refused("headers", "The headers were entered for another address: enter them again to send them there.");
    }
    const data = {
      ...(name !== undefined && { name }),
      ...(url !== undefined && { url }),
      ...(isOtherPlace && { sealedAuth: null }),
      ...(isEnabled !== undefined && { isEnabled }),
      ...(headers !== undefined && (await headerColumns(viewer, id, headers))),
      updatedAt: toColumn(systemClock.now()),
    };
    await orNotFound(database().client.mcpServer.update({ where: { id, userId: viewer.userId }, data }));
    if (isOtherPlace) await revokeGrantsOfServer(viewer, prefixOf(id));
  }
  forgetToolboxOf(viewer);
  const updated = await findServer(viewer, id);
  if (!updated.isEnabled) dropLink(keyOf(viewer, updated.config));
  return updated;
}

/** Throws as `updateServer` does. */
export async function deleteServer(viewer: Viewer, id: string): Promise<void> {
  const { config } = await findServer(viewer, id);
  if (config.from === "file") throw ofFile(config.name);
  await orNotFound(database().client.mcpServer.delete({ where: { id, userId: viewer.userId } }));
  await revokeGrantsOfServer(viewer, prefixOf(id));
  forgetToolboxOf(viewer);
  dropLink(keyOf(viewer, config));
}

export async function storePins(viewer: Viewer, { config }: ViewerServer, pins: Pins): Promise<void> {
  if (config.from === "file") {
    await writeSetUp(viewer, setUpNameOf(config.id), { config: writePins(pins) });
  } else {
    const where = { id: config.id, userId: viewer.userId };
    await orNotFound(database().client.mcpServer.update({ where, data: { pinned: JSON.stringify(writePins(pins)) } }));
  }
  forgetToolboxOf(viewer);
}

/** Ids are unique among all people. */
async function newId(name: string, known: readonly ViewerServer[]): Promise<string> {
  const rows = await database().client.mcpServer.findMany({ select: { id: true } });
  const taken = new Set([...rows.map(({ id }) => id), ...known.map(({ config }) => config.id)]);
  return freeId(idFrom(name), (id) => taken.has(id));
}

async function headerColumns(viewer: Viewer, id: string, headers: Record<string, string>) {
  if (Object.keys(headers).length === 0) return { sealedHeaders: null };
  return { sealedHeaders: await sealFor({ viewer, of: `mcp/${id}`, field: "headers" }, JSON.stringify(headers)) };
}

function ofFile(name: string): AppError {
  return new AppError("conflict", {
    message: `${name} stands in mcp.json and cannot be changed here.`,
    suggestion: "Change it in that file, in the data directory. It is read again by itself.",
  });
}

function refused(field: string, message: string): AppError {
  return new AppError("bad-request", { field, message });
}
