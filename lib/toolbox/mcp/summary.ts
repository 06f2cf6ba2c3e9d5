/** Owns: what is told of a tool server. Nothing of a header but its name, nothing of a program but its own name. */
import type { Viewer } from "#lib/core/viewer.ts";
import type { ToolEffect } from "#lib/reasoning/tool-shown.ts";
import { withoutInvisible } from "#lib/tools/net/quote-foreign.ts";
import { digestOf } from "../digest.ts";
import { toolboxOf } from "../toolbox-of-viewer.ts";
import { effectOf } from "./adapt.ts";
import { isAuthorized } from "./authorize.ts";
import { hasOwnAuthorization } from "./fault.ts";
import type { ListedTool } from "./listed-tool.ts";
import { type LiveServer, liveServer, liveServers } from "./live.ts";
import { type PinState, type Pins, pinOf, pinStateOf, toldBefore } from "./pin.ts";
import { placeOf } from "./server-config.ts";
import { findServer } from "./store.ts";
import { toolNameOf } from "./tool-name.ts";

export interface OfferedTool {
  /** The server's own name, which an agreement goes by. */
  name: string;
  /** What it is called in a run. */
  toolName: string;
  title: string | null;
  /** As the model will read it. */
  description: string;
  inputSchema: Record<string, unknown>;
  effect: ToolEffect;
  /** Of the tool as it is told here: to be sent back with an agreement. */
  pin: string;
  state: PinState;
  /** What it said when it was agreed to; null unless it has changed since and that is known. */
  before: { title: string | null; description: string; effect: ToolEffect; hasSameArguments: boolean } | null;
}

export interface ServerSummary {
  id: string;
  name: string;
  from: "settings" | "file";
  transport: "http" | "stdio";
  /** Null: it is a program. */
  url: string | null;
  /** Null: it is reached over HTTP. */
  command: string | null;
  headerNames: string[];
  isEnabled: boolean;
  /** Its headers cannot be opened with this installation's secret and have to be entered again. */
  isLocked: boolean;
  /** A person let this application in. */
  isAuthorized: boolean;
  state: "off" | "locked" | "connecting" | "connected" | "unauthorized" | "failed";
  problem: { message: string; suggestion: string } | null;
  /** What it calls itself; null while it is not connected. */
  about: { name: string; version: string } | null;
  tools: OfferedTool[];
  /** Why some of its tools are left out. */
  refusals: string[];
  createdAt: number | null;
}

export interface ServerList {
  servers: ServerSummary[];
  /** What is wrong with the configuration file. */
  fileProblems: { name: string; message: string }[];
}

const waitMs = 2_000;

export async function listServers(viewer: Viewer): Promise<ServerList> {
  const { servers, fileProblems } = await toolboxOf(viewer);
  const live = await liveServers(viewer, servers, waitMs);
  return { servers: await Promise.all(live.map((one) => summaryOf(viewer, one))), fileProblems };
}

/** Throws AppError `not-found`. */
export async function summaryOfServer(viewer: Viewer, id: string): Promise<ServerSummary> {
  return summaryOf(viewer, await liveServer(viewer, await findServer(viewer, id), waitMs));
}

export async function summaryOf(viewer: Viewer, { server, state }: LiveServer): Promise<ServerSummary> {
  const { config, isEnabled, isLocked, pins, createdAt } = server;
  const { id, name, from, reach } = config;
  const listing = state.kind === "ready" ? state.link.listing() : { tools: [], refusals: [] };
  const place = placeOf(config);
  return {
    id,
    name,
    from,
    transport: reach.kind,
    url: reach.kind === "http" ? reach.url : null,
    command: reach.kind === "stdio" ? reach.command : null,
    headerNames: reach.kind === "http" ? Object.keys(reach.headers) : [],
    isEnabled,
    isLocked,
    isAuthorized: reach.kind === "http" && !hasOwnAuthorization(reach) && (await isAuthorized(viewer, config)),
    state: stateOf(state),
    problem: state.kind === "failed" ? { message: state.fault.message, suggestion: state.fault.suggestion } : null,
    about: state.kind === "ready" ? state.link.about : null,
    tools: listing.tools.map((tool) => offered(id, tool, pins, place)),
    refusals: listing.refusals,
    createdAt,
  };
}

function stateOf(state: LiveServer["state"]): ServerSummary["state"] {
  if (state.kind === "ready") return "connected";
  if (state.kind === "failed") return state.fault.kind === "unauthorized" ? "unauthorized" : "failed";
  return state.kind;
}

function offered(serverId: string, tool: ListedTool, pins: Pins, place: string): OfferedTool {
  const before = toldBefore(pins, place, tool);
  return {
    name: tool.name,
    toolName: toolNameOf(serverId, tool.name),
    title: visible(tool.title),
    description: withoutInvisible(tool.description),
    inputSchema: tool.inputSchema,
    effect: effectOf(tool.annotations),
    pin: pinOf(tool),
    state: pinStateOf(pins, place, tool),
    before: before && {
      title: visible(before.title),
      description: withoutInvisible(before.description),
      effect: effectOf(before.annotations),
      hasSameArguments: before.schema === digestOf(tool.inputSchema),
    },
  };
}

function visible(title: string | null): string | null {
  return title === null ? null : withoutInvisible(title);
}
