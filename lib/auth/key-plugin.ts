/**
 * Owns: better-auth's key plugin: how keys are made, hashed and found. Nothing else of better-auth is in use: no accounts, no sessions,
 * no cookies, and no address of its own.
 */
import { hkdfSync } from "node:crypto";
import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth/minimal";
import { newId } from "#lib/core/id.ts";
import { remember } from "#lib/core/remember.ts";
import { sealingKey } from "#lib/settings/installation-keys.ts";
import { keyAdapter } from "./key-adapter.ts";

export const keyPrefix = "aloud_";
/** Letters after the prefix. */
export const keyLetters = 64;
/** The prefix and a few letters: enough to tell keys apart, too few to help guessing. */
const shownLetters = keyPrefix.length + 6;

/** The plugin's endpoints, called as functions. Throws AppError `storage` when this installation has no secret. */
export async function keyPlugin() {
  const holder = remember<{ made?: ReturnType<typeof make> }>("auth.key-plugin", () => ({}));
  holder.made ??= make(await secretOfInstallation());
  return holder.made.api;
}

/** It signs nothing as long as there are no sessions; it must be there all the same, and be nobody else's. */
async function secretOfInstallation(): Promise<string> {
  const { bytes } = await sealingKey();
  return Buffer.from(hkdfSync("sha256", bytes, "", "aloud better-auth 1", 32)).toString("base64url");
}

function make(secret: string) {
  return betterAuth({
    appName: "Aloud",
    // Everything that better-auth would otherwise take from the environment.
    baseURL: "http://127.0.0.1",
    secret,
    secrets: [{ version: 1, value: secret }],
    telemetry: { enabled: false },
    // It would log every key that is wrong, and what it logs of errors may quote values.
    logger: { disabled: true },
    database: keyAdapter,
    advanced: { database: { generateId: () => newId("key") } },
    plugins: [
      apiKey({
        defaultPrefix: keyPrefix,
        defaultKeyLength: keyLetters,
        maximumNameLength: 80,
        requireName: true,
        enableMetadata: true,
        startingCharactersConfig: { charactersLength: shownLetters },
        // Its counter starts afresh only after a minute without a request: whoever asks steadily is refused below the limit.
        rateLimit: { enabled: false },
        schema: { apikey: { modelName: "apiKey", fields: { referenceId: "userId" } } },
      }),
    ],
  });
}
