/** Owns: who a seal is from: the provider, its endpoint, the model and the account behind the key. */
import { createHash } from "node:crypto";
import type { ConnectionConfig } from "./connection.ts";

/** Compared for equality only. The key itself is not in it. */
export function issuerOf(
  { kind, baseUrl, apiKey = "" }: Pick<ConnectionConfig, "kind" | "baseUrl" | "apiKey">,
  modelId: string,
): string {
  const account = createHash("sha256").update(`aloud issuer ${apiKey}`).digest("hex").slice(0, 16);
  return `${kind} ${baseUrl} ${modelId} ${account}`;
}
