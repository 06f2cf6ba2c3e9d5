/** Owns: that what a key has opened ends with it, or once it may show less than it did. */
import type { Caller } from "#lib/core/caller.ts";
import { remember } from "#lib/core/remember.ts";
import { dropTicketsOf } from "./tickets.ts";

const ends = () => remember("auth.key-ends", () => new Map<string, AbortController>());

/** Aborts when the key is deleted, or its exposure lowered. Never for the person at this machine. */
export function endOfKey({ key }: Caller): AbortSignal {
  return key === null ? never : endOf(key.id).signal;
}

const never = new AbortController().signal;

/** A deleted key's stays as it is: whoever was let in at the last moment finds it ended. */
export function endKey(keyId: string, { isDeleted }: { isDeleted: boolean }): void {
  endOf(keyId).abort();
  if (!isDeleted) ends().delete(keyId);
  dropTicketsOf(keyId);
}

function endOf(keyId: string): AbortController {
  const end = ends().get(keyId) ?? new AbortController();
  ends().set(keyId, end);
  return end;
}
