import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";

/** Who is asking. On loopback that is the local owner; headers that claim an identity are never read. */
export async function requireViewer(): Promise<Viewer> {
  return { userId: database().localOwnerId };
}
