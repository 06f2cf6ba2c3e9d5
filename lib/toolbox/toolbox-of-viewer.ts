/**
 * Owns: what is stored of a person's tools: how they are set up, and which servers there are, of the settings and of the file.
 * Kept until something about it changes: every run asks for it.
 */
import { remember } from "#lib/core/remember.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { fromColumn } from "#lib/db/time.ts";
import { type FileServers, readConfigFile, stampOfFile } from "./mcp/config-file.ts";
import { noPins, type Pins, readPins } from "./mcp/pin.ts";
import type { ServerConfig } from "./mcp/server-config.ts";
import { unsealFor } from "./sealed.ts";
import { readSetUps, type SetUp } from "./set-up.ts";

export interface ViewerServer {
  config: ServerConfig;
  isEnabled: boolean;
  /** Its headers cannot be opened with this installation's secret. */
  isLocked: boolean;
  pins: Pins;
  /** Milliseconds since the epoch; null: it stands in the file. */
  createdAt: number | null;
}

export interface Toolbox {
  /** By name of the tool. */
  setUps: ReadonlyMap<string, SetUp>;
  /** The settings' by age, then the file's in its order. */
  servers: ViewerServer[];
  fileProblems: FileServers["problems"];
}

export async function toolboxOf(viewer: Viewer): Promise<Toolbox> {
  const stamp = await stampOfFile();
  const known = kept().get(viewer.userId);
  if (known?.stamp === stamp) return known.toolbox;
  const toolbox = read(viewer);
  kept().set(viewer.userId, { stamp, toolbox });
  // What failed is asked for again; who waits for it is told.
  toolbox.catch(() => forgetToolboxOf(viewer));
  return toolbox;
}

/** To be called after every change of what is stored. */
export function forgetToolboxOf({ userId }: Viewer): void {
  kept().delete(userId);
}

/** The name under which a person's part of a server of the file is kept: whether it is on, what is agreed to, its authorization. */
export function setUpNameOf(serverId: string): string {
  return `mcp:${serverId}`;
}

interface Kept {
  stamp: string | null;
  toolbox: Promise<Toolbox>;
}

const kept = () => remember("toolbox.of-viewer", () => new Map<string, Kept>());

async function read(viewer: Viewer): Promise<Toolbox> {
  const { client } = database();
  const [setUps, rows, taken] = await Promise.all([
    readSetUps(viewer),
    client.mcpServer.findMany({ where: { userId: viewer.userId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
    client.mcpServer.findMany({ select: { id: true } }),
  ]);
  const ids = new Set(taken.map(({ id }) => id));
  const file = await readConfigFile((id) => ids.has(id));
  const ofSettings = await Promise.all(rows.map((row) => fromRow(viewer, row)));
  const ofFile = file.servers.map((config): ViewerServer => {
    const own = setUps.get(setUpNameOf(config.id));
    const pins = own ? readPins(own.config) : noPins;
    return { config, isEnabled: own?.isOn ?? true, isLocked: false, pins, createdAt: null };
  });
  return { setUps, servers: [...ofSettings, ...ofFile], fileProblems: file.problems };
}

type Row = Awaited<ReturnType<ReturnType<typeof database>["client"]["mcpServer"]["findMany"]>>[number];

async function fromRow(viewer: Viewer, row: Row): Promise<ViewerServer> {
  const { id, name, url, sealedHeaders, isEnabled, pinned, createdAt } = row;
  const opened = sealedHeaders === null ? "{}" : await unsealFor({ viewer, of: `mcp/${id}`, field: "headers" }, sealedHeaders);
  const headers = opened === null ? {} : (JSON.parse(opened) as Record<string, string>);
  return {
    config: { id, name, from: "settings", reach: { kind: "http", url, headers } },
    isEnabled,
    isLocked: opened === null,
    pins: pinned === null ? noPins : readPins(JSON.parse(pinned)),
    createdAt: fromColumn(createdAt),
  };
}
