/** Owns: a person agreeing to the tools that a server offers, as they were shown. */
import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import type { ListedTool } from "./listed-tool.ts";
import { liveServer } from "./live.ts";
import { agreeTo, pinOf } from "./pin.ts";
import { placeOf } from "./server-config.ts";
import type { Agreement } from "./server-input.ts";
import { findServer, storePins } from "./store.ts";
import { type ServerSummary, summaryOfServer } from "./summary.ts";

const waitMs = 5_000;

/**
 * Throws AppError `not-found`, or `conflict` when the server is not there or a tool is no longer what was shown: nothing is
 * agreed to then.
 */
export async function agreeToTools(viewer: Viewer, id: string, { tools }: Agreement): Promise<ServerSummary> {
  const server = await findServer(viewer, id);
  const { state } = await liveServer(viewer, server, waitMs);
  if (state.kind !== "ready") {
    const message = `${server.config.name} is not connected, so its tools cannot be agreed to.`;
    throw new AppError("conflict", { message, suggestion: "Test the server, then try again." });
  }
  const offered = state.link.listing().tools;
  const agreed = tools === undefined ? offered : tools.map((shown) => sameAs(shown, offered));
  await storePins(viewer, server, agreeTo(server.pins, placeOf(server.config), agreed, offered));
  return summaryOfServer(viewer, id);
}

function sameAs({ name, pin }: { name: string; pin: string }, offered: readonly ListedTool[]): ListedTool {
  const found = offered.find((tool) => tool.name === name);
  if (found !== undefined && pinOf(found) === pin) return found;
  const message = `The tool ${JSON.stringify(name.slice(0, 60))} has changed since it was shown.`;
  throw new AppError("conflict", { message, suggestion: "Look at it again, then agree." });
}
