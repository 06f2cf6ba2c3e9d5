/** Owns: who asks. A request that carries a key asks as that key and nothing else. */
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { keyClaimed } from "./key-claim.ts";
import { callerOfKey } from "./verify-key.ts";
import { requireViewer } from "./viewer.ts";

/**
 * From `Authorization: Bearer` or `x-api-key`; without either, and where none is needed, the person at this machine. Counts the
 * request to its key. Throws AppError `unauthorized` or `rate-limited`.
 */
export async function callerOf(headers: Headers, { needsKey }: { needsKey: boolean }): Promise<Caller> {
  const key = keyClaimed(headers);
  if (key !== null) return callerOfKey(key);
  if (needsKey) throw new AppError("unauthorized", { field: "authorization" });
  return { viewer: await requireViewer(), key: null };
}
