/**
 * Owns: what a client that keeps its conversations itself may send back for a thought: no word of it, only where it is. Nobody else's key
 * opens it, and after thirty days none does.
 */
import { z } from "zod";
import type { Caller } from "#lib/core/caller.ts";
import { openingKeys, sealingKey } from "#lib/settings/installation-keys.ts";
import { type SecretPlace, sealAlike, unseal } from "#lib/settings/secrets.ts";

const lastingMs = 30 * 24 * 60 * 60 * 1000;

export interface ThoughtPlace {
  runId: string;
  partId: string;
  /** When its answer began. */
  createdAt: number;
}

const inside = z.object({ run: z.string(), parts: z.array(z.string()), key: z.string().nullable(), until: z.number() });

/** The same thought is always sealed alike. Throws AppError `storage` when there is no key to seal with and none can be made. */
export async function thoughtSealer(caller: Caller): Promise<(place: ThoughtPlace) => string> {
  const installationKey = await sealingKey();
  return ({ runId, partId, createdAt }) => {
    const thought = { run: runId, parts: [partId], key: caller.key?.id ?? null, until: createdAt + lastingMs };
    return sealAlike(JSON.stringify(thought satisfies z.infer<typeof inside>), placeOf(caller), installationKey);
  };
}

/** Each with the run it leads to; null: it is another's, too old, or no such thing. Never throws. */
export async function openThoughts(
  caller: Caller,
  sealed: readonly string[],
  now: number,
): Promise<Map<string, { runId: string } | null>> {
  const opened = new Map<string, { runId: string } | null>();
  if (sealed.length === 0) return opened;
  const keys = await openingKeys();
  for (const each of sealed) {
    const text = await unseal(each, placeOf(caller), keys);
    const thought = text === null ? null : inside.parse(JSON.parse(text));
    const isOpen = thought !== null && thought.key === (caller.key?.id ?? null) && now <= thought.until;
    opened.set(each, isOpen ? { runId: thought.run } : null);
  }
  return opened;
}

/** No connection has an id with a slash. */
function placeOf({ viewer, key }: Caller): SecretPlace {
  return { connectionId: `thought/${viewer.userId}/${key?.id ?? ""}`, field: "key" };
}
