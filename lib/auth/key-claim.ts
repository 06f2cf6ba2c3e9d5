/** Owns: whether a request carries a key, and which. Pages and routes for the person alone refuse any; the key is not looked at. */
import { AppError } from "#lib/core/errors.ts";

/** Of a request's headers, only how to read one; its name in lower case. */
interface ReadableHeaders {
  get(name: string): string | null;
}

/**
 * The key as it was sent, in `Authorization: Bearer` or `x-api-key`; null: the request makes no claim. Empty: it makes one that no
 * key fits, or two that differ. A claim is never taken for none: that would make its request the person's own.
 */
export function keyClaimed(headers: ReadableHeaders): string | null {
  const authorization = headers.get("authorization");
  const named = headers.get("x-api-key");
  if (authorization === null && named === null) return null;
  const bearer = authorization === null ? null : (/^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "");
  if (bearer !== null && named !== null) return bearer === named.trim() ? bearer : "";
  return bearer ?? named?.trim() ?? "";
}

/** Throws AppError `forbidden` for a request that carries a key. */
export function refuseKey(headers: ReadableHeaders): void {
  if (keyClaimed(headers) === null) return;
  throw new AppError("forbidden", {
    message: "No key may do this, only the person at this machine.",
    suggestion: "Send it without a key, or use the addresses under /v1.",
    field: headers.get("authorization") !== null ? "authorization" : "x-api-key",
  });
}
