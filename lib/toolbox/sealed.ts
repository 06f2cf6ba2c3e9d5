/** Owns: the place that a tool's or a tool server's secret is sealed for. One moved to another row cannot be opened there. */

import type { Viewer } from "#lib/core/viewer.ts";
import { seal, unseal } from "#lib/settings/secrets.ts";

export interface ToolSecretPlace {
  viewer: Viewer;
  /** The table and the row in it: `tool/web_search`, `mcp/files`. */
  of: `tool/${string}` | `mcp/${string}`;
  field: "key" | "headers" | "auth";
}

/** Throws AppError `storage` when there is no key to seal with and none can be made. */
export function sealFor(place: ToolSecretPlace, text: string): Promise<string> {
  return seal(text, inRoom(place));
}

/** Null: none of this installation's keys opens it here. Never throws. */
export function unsealFor(place: ToolSecretPlace, sealed: string): Promise<string | null> {
  return unseal(sealed, inRoom(place));
}

/** No connection has an id with a slash. */
function inRoom({ viewer, of, field }: ToolSecretPlace) {
  return { connectionId: `${of}/${field}/${viewer.userId}`, field: "key" } as const;
}
