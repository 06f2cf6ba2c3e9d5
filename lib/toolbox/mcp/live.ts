/** Owns: a person's tool servers as they are just now: connected, failing, off; and asking them. */
import type { Viewer } from "#lib/core/viewer.ts";
import { type AnyTool, type ToolContext, ToolFailure } from "#lib/tools/tool.ts";
import { toolboxOf, type ViewerServer } from "../toolbox-of-viewer.ts";
import { adaptTool, type CallServer, callTimeoutMs } from "./adapt.ts";
import type { ListedTool } from "./listed-tool.ts";
import type { McpLink } from "./open-link.ts";
import { pinOf, pinStateOf } from "./pin.ts";
import { callOver, dropLinksBut, type LinkState, linkTo, type SeatOutcome } from "./pool.ts";
import { keyOf, seatOf } from "./seat.ts";
import { placeOf } from "./server-config.ts";

export interface LiveServer {
  server: ViewerServer;
  /** `locked`: its headers have to be entered again. */
  state: LinkState | { kind: "off" } | { kind: "locked" };
}

/** A server that was down just now is not waited for as one that has just been added. */
const retryWaitMs = 1_000;

/** Connects those that are on; waits at most `waitMs` for them. Never throws for a server. */
export async function liveServers(viewer: Viewer, servers: readonly ViewerServer[], waitMs: number): Promise<LiveServer[]> {
  const wanted = servers.filter(({ isEnabled, isLocked }) => isEnabled && !isLocked);
  dropLinksBut(new Set(wanted.map(({ config }) => keyOf(viewer, config))), ["stdio/", `http/${viewer.userId}/`]);
  return Promise.all(servers.map((server) => liveServer(viewer, server, waitMs)));
}

export async function liveServer(viewer: Viewer, server: ViewerServer, waitMs: number): Promise<LiveServer> {
  const { isEnabled, isLocked, config } = server;
  if (!isEnabled) return { server, state: { kind: "off" } };
  if (isLocked) return { server, state: { kind: "locked" } };
  return { server, state: await linkTo(seatOf(viewer, config), waitMs, Math.min(waitMs, retryWaitMs)) };
}

/** Those that a person agreed to, as they are. */
export function agreedTools({ server, state }: LiveServer): AnyTool[] {
  if (state.kind !== "ready") return [];
  const { config, pins } = server;
  const place = placeOf(config);
  const agreed = state.link.listing().tools.filter((tool) => pinStateOf(pins, place, tool) === "agreed");
  const tools = agreed.map((listed) => adapted(server, state.link, listed));
  // Two of a server's names may become the same here.
  return tools.filter(({ name }, index) => tools.findIndex((each) => each.name === name) === index);
}

/** Made once for each tool of a list: the engine that checks its arguments is not made anew for every run. */
const made = new WeakMap<ListedTool, { link: McpLink; tool: AnyTool }>();

function adapted({ config }: ViewerServer, link: McpLink, listed: ListedTool): AnyTool {
  const known = made.get(listed);
  if (known?.link === link && known.tool.server?.name === config.name) return known.tool;
  const tool = adaptTool({ id: config.id, name: config.name }, listed, callerOf(config.id, pinOf(listed)));
  made.set(listed, { link, tool });
  return tool;
}

/** Looks the server up when it is called: it may have another address by then, or be gone. */
function callerOf(serverId: string, pin: string): CallServer {
  return async (name, args, context) => {
    const { servers } = await toolboxOf(context.viewer);
    const server = servers.find(({ config }) => config.id === serverId);
    if (!server?.isEnabled || server.isLocked) throw new ToolFailure("The server of this tool was turned off or removed.");
    const { signal, write } = context;
    const hooks = { signal, write, progress: context.progress, timeoutMs: callTimeoutMs };
    const outcome = await callOver(seatOf(context.viewer, server.config), { name, pin }, args, hooks);
    return resultOf(outcome, server.config.name, context);
  };
}

function resultOf(outcome: SeatOutcome, name: string, { signal }: ToolContext) {
  switch (outcome.kind) {
    case "result":
      return outcome.result;
    case "failed":
      throw new ToolFailure(outcome.message);
    case "timeout":
      throw new ToolFailure(`${name} did not answer within ${callTimeoutMs / 1000} seconds.`);
    case "stopped":
      signal.throwIfAborted();
      throw new DOMException("The call was stopped.", "AbortError");
    case "lost":
      throw new ToolFailure(
        `The connection to ${name} broke while the tool was running. Whether it has done its work is not known.`,
      );
    case "unreachable":
      throw new ToolFailure(outcome.fault?.message ?? `${name} is still being connected to.`);
    case "changed":
      throw new ToolFailure(
        `${name} has changed this tool since a person agreed to it. It cannot be used until they agree to it again.`,
      );
    default:
      return outcome satisfies never;
  }
}
