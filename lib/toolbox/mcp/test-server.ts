/** Owns: trying a tool server on demand: connected anew, its tools listed. */
import type { Viewer } from "#lib/core/viewer.ts";
import { linkAnew } from "./pool.ts";
import { seatOf } from "./seat.ts";
import { findServer } from "./store.ts";
import { type ServerSummary, summaryOf } from "./summary.ts";

export interface ServerTest {
  isOk: boolean;
  /** Connecting and listing, in milliseconds. */
  ms: number;
  server: ServerSummary;
}

/** Throws AppError `not-found`. A server that is off or locked is not connected to. */
export async function testServer(viewer: Viewer, id: string): Promise<ServerTest> {
  const server = await findServer(viewer, id);
  const { isEnabled, isLocked, config } = server;
  const startedAt = performance.now();
  const state = !isEnabled
    ? ({ kind: "off" } as const)
    : isLocked
      ? ({ kind: "locked" } as const)
      : await linkAnew(seatOf(viewer, config));
  const ms = Math.round(performance.now() - startedAt);
  return { isOk: state.kind === "ready", ms, server: await summaryOf(viewer, { server, state }) };
}
