/** Owns: whose connection to a server it is. A program of this machine is everybody's, a server of the web each person's own. */
import type { Viewer } from "#lib/core/viewer.ts";
import type { Seat } from "./pool.ts";
import type { ServerConfig } from "./server-config.ts";
import { tokensOf } from "./tokens.ts";

export function seatOf(viewer: Viewer, config: ServerConfig): Seat {
  const tokens = config.reach.kind === "http" ? tokensOf(viewer, config) : null;
  return { key: keyOf(viewer, config), config, tokens };
}

export function keyOf({ userId }: Viewer, { id, reach }: ServerConfig): string {
  return reach.kind === "stdio" ? `stdio/${id}` : `http/${userId}/${id}`;
}
