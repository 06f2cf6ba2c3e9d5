/** Owns: what of a request stands in its head and among its metadata: names, and the wish not to see thoughts. */
import { AppError } from "#lib/core/errors.ts";

export interface RequestNames {
  /** The client's own name for the conversation. */
  threadId: string | null;
  idempotencyKey: string | null;
  hidesThoughts: boolean;
}

const hiding = ["off", "none", "hidden"];

/** `prompt_cache_key` and `user` are no names: clients send the same for many conversations. Throws AppError bad-request. */
export function readNames(headers: Headers, metadata: Readonly<Record<string, string>>): RequestNames {
  const inMetadata = metadata.thread_id ?? metadata.session_id ?? metadata.conversation_id ?? null;
  return {
    threadId: readName(headers.get("x-session-id"), "X-Session-Id") ?? readName(inMetadata, "metadata.thread_id"),
    idempotencyKey: readName(headers.get("idempotency-key"), "Idempotency-Key"),
    hidesThoughts: hiding.includes(headers.get("x-reasoning-format")?.trim().toLowerCase() ?? ""),
  };
}

function readName(name: string | null, field: string): string | null {
  if (name === null || name === "") return null;
  if (/^[\x21-\x7e]{1,200}$/.test(name)) return name;
  throw new AppError("bad-request", { field, message: `${field} must be 1 to 200 printable characters without spaces.` });
}
