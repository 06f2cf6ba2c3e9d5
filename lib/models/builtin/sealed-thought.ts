/**
 * Owns: the form in which a thought goes out to come back unchanged. It is proof against change, and hides nothing: the
 * thoughts of this model are shown whole. The same thought has the same seal, in any process.
 */
import { createHash } from "node:crypto";

const digestLength = 16;

export function sealThought(texts: readonly string[]): string {
  const body = Buffer.from(JSON.stringify(texts));
  return Buffer.concat([digestOf(body), body]).toString("base64url");
}

/** The texts, or null when it is no seal of this model's. */
export function openThought(sealed: string): string[] | null {
  const bytes = Buffer.from(sealed, "base64url");
  const body = bytes.subarray(digestLength);
  if (!digestOf(body).equals(bytes.subarray(0, digestLength))) return null;
  return JSON.parse(body.toString()) as string[];
}

function digestOf(body: Uint8Array): Buffer {
  return createHash("sha256").update("aloud built-in thought 1\n").update(body).digest().subarray(0, digestLength);
}
