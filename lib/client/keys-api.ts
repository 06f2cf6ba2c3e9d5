/** Owns: what the settings page asks about API keys. A key itself comes once, with the answer that made it. */
import type { KeyPatch, NewKey } from "#lib/auth/key-policy.ts";
import type { KeySummary } from "#lib/auth/keys.ts";
import type { Call } from "./call.ts";

export interface KeysApi {
  list(): Promise<KeySummary[]>;
  create(input: NewKey): Promise<KeySummary & { key: string }>;
  update(id: string, patch: KeyPatch): Promise<KeySummary>;
  remove(id: string): Promise<void>;
}

/** Every call rejects with an ApiError and nothing else. */
export function createKeysApi(call: Call): KeysApi {
  return {
    list: async () => (await call<{ keys: KeySummary[] }>("GET", "keys")).keys,
    create: (input) => call("POST", "keys", input),
    update: (id, patch) => call("PATCH", `keys/${id}`, patch),
    remove: async (id) => void (await call("DELETE", `keys/${id}`)),
  };
}
