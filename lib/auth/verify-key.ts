/** Owns: whose key a request carries. Every way in that takes keys comes through here, and each time counts as a request. */
import type { Caller } from "#lib/core/caller.ts";
import { systemClock } from "#lib/core/clock.ts";
import { AppError } from "#lib/core/errors.ts";
import { database } from "#lib/db/client.ts";
import { fromColumn, toColumn } from "#lib/db/time.ts";
import { orDatabaseError } from "./key-adapter.ts";
import { keyLetters, keyPlugin, keyPrefix } from "./key-plugin.ts";
import { readPolicy } from "./key-policy.ts";
import { countInMinute } from "./last-minute.ts";

/** Keys that are wrong within a minute, of all clients together: behind one address there may be many that cannot be told apart. */
export const mostFailures = 10;

const shape = new RegExp(`^${keyPrefix}[a-zA-Z]{${keyLetters}}$`);

/**
 * Throws AppError `unauthorized`; `rate-limited` for a key that asks more often than it may, and for wrong keys once there were too
 * many of them. A key that is right is never refused for the wrong ones of others.
 */
export async function callerOfKey(key: string): Promise<Caller> {
  const plugin = await keyPlugin();
  const found = shape.test(key) ? await orDatabaseError(() => plugin.verifyApiKey({ body: { key } })) : null;
  if (!found?.valid || found.key === null) throw refused(found?.error?.code === "KEY_EXPIRED");
  const { id, name, referenceId, metadata } = found.key;
  return admit({ id, name, userId: referenceId, metadata: JSON.stringify(metadata) });
}

/**
 * The same caller for the next thing asked over a connection that stays open: with what the key allows by now, and counted. Throws as
 * `callerOfKey` does, `unauthorized` too when the key was deleted or has expired meanwhile.
 */
export async function askAgain(caller: Caller): Promise<Caller> {
  if (caller.key === null) return caller;
  const { client } = database();
  const row = await client.apiKey.findUnique({ where: { id: caller.key.id, userId: caller.viewer.userId } });
  const now = systemClock.now();
  if (row === null) throw unauthorized(gone);
  if ((fromColumn(row.expiresAt) ?? now) < now) throw unauthorized(expired);
  await client.apiKey.updateMany({ where: { id: row.id }, data: { lastRequest: toColumn(now) } });
  return admit(row);
}

function admit(row: { id: string; name: string | null; userId: string; metadata: string | null }): Caller {
  const policy = { id: row.id, name: row.name ?? "", ...readPolicy(row.metadata) };
  if (policy.requestsPerMinute !== null) {
    const { waitMs } = countInMinute(`key ${row.id}`, policy.requestsPerMinute);
    const often = policy.requestsPerMinute === 1 ? "once" : `${policy.requestsPerMinute} times`;
    const message = `This key may ask ${often} a minute, and did.`;
    if (waitMs > 0) throw new AppError("rate-limited", { message, retryAfterMs: waitMs });
  }
  return { viewer: { userId: row.userId }, key: policy };
}

const gone = "This is no key of this application.";
const expired = "This key has expired.";

function refused(isExpired: boolean): AppError {
  const { waitMs } = countInMinute("wrong keys", mostFailures);
  if (waitMs === 0) return unauthorized(isExpired ? expired : gone);
  const message = "There were too many wrong keys within a minute.";
  return new AppError("rate-limited", { message, suggestion: "Wait a little, then send the right one.", retryAfterMs: waitMs });
}

function unauthorized(message: string): AppError {
  return new AppError("unauthorized", { message, field: "authorization" });
}
