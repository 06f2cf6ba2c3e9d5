/** Owns: whose key a request carries. Every way in that takes keys comes through here, and each time counts as a request. */
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { orDatabaseError } from "./key-adapter.ts";
import { keyLetters, keyPlugin, keyPrefix } from "./key-plugin.ts";
import { readPolicy } from "./key-policy.ts";
import { countInMinute } from "./last-minute.ts";

/** Keys that are none of ours within a minute, of all clients together: behind one address there may be many, and theirs are not told apart. */
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
  const policy = { id, name: name ?? "", ...readPolicy(JSON.stringify(metadata)) };
  if (policy.requestsPerMinute !== null) {
    const { waitMs } = countInMinute(`key ${id}`, policy.requestsPerMinute);
    if (waitMs > 0) {
      const message = `This key may ask ${policy.requestsPerMinute} times a minute, and did.`;
      throw new AppError("rate-limited", { message, retryAfterMs: waitMs });
    }
  }
  return { viewer: { userId: referenceId }, key: policy };
}

function refused(isExpired: boolean): AppError {
  const { waitMs } = countInMinute("wrong keys", mostFailures);
  if (waitMs > 0) {
    const message = "There were too many wrong keys within a minute.";
    return new AppError("rate-limited", { message, suggestion: "Wait a little, then send the right one.", retryAfterMs: waitMs });
  }
  const message = isExpired ? "This key has expired." : "This is no key of this application.";
  return new AppError("unauthorized", { message, field: "authorization" });
}
