/** Owns: clients' own names for conversations. Each key has its own, and each surface. */
import { createHash } from "node:crypto";
import type { Caller } from "#lib/core/caller.ts";
import { systemClock } from "#lib/core/clock.ts";
import { storable } from "#lib/core/storable.ts";
import { database } from "#lib/db/client.ts";
import { toColumn } from "#lib/db/time.ts";
import type { Ask } from "#lib/wire/request/ask.ts";
import { askedBy } from "./known-turns.ts";

/** Names longer than this are known by their hash. */
const longestName = 200;

/** Null: there is none of that name, or it was deleted. */
export async function findThread(
  caller: Caller,
  { surface, threadId }: Pick<Ask, "surface" | "threadId">,
): Promise<string | null> {
  if (threadId === null) return null;
  const thread = await database().client.thread.findFirst({
    where: { ...nameOf(caller, surface, threadId), conversation: { ...askedBy(caller), deletedAt: null } },
    select: { conversationId: true },
  });
  return thread?.conversationId ?? null;
}

/** From now on the name stands for this conversation. */
export async function bindThread(
  caller: Caller,
  { surface, threadId }: Pick<Ask, "surface" | "threadId">,
  conversationId: string,
): Promise<void> {
  if (threadId === null) return;
  const name = nameOf(caller, surface, threadId);
  const createdAt = toColumn(systemClock.now());
  await database().client.thread.upsert({
    where: { userId_keyId_surface_externalId: name },
    create: { ...name, conversationId, createdAt },
    update: { conversationId, createdAt },
  });
}

function nameOf({ viewer, key }: Caller, surface: string, threadId: string) {
  const name = storable(threadId);
  const externalId = name.length > longestName ? createHash("sha256").update(name).digest("hex") : name;
  return { userId: viewer.userId, keyId: key?.id ?? "", surface, externalId };
}
