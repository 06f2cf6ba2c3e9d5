/** Owns: the answer that is being written in a conversation which a client names, wherever it was asked. */
import type { Caller } from "#lib/core/caller.ts";
import { database } from "#lib/db/client.ts";
import { unfinishedStatuses } from "#lib/reasoning/event.ts";
import type { Ask } from "#lib/wire/request/ask.ts";
import { waitsForClient } from "./compare-answer.ts";
import { type ReadRun, readForCaller } from "./read-run.ts";
import { findThread } from "./threads.ts";

/** The newest; null: there is none, or what there is waits for the client itself. With a key only what was asked with it. */
export async function findRunning(caller: Caller, name: Pick<Ask, "surface" | "threadId">): Promise<ReadRun | null> {
  const conversationId = await findThread(caller, name);
  if (conversationId === null) return null;
  const { viewer, key } = caller;
  const runs = await database().client.run.findMany({
    where: {
      conversationId,
      userId: viewer.userId,
      ...(key !== null && { keyId: key.id }),
      status: { in: unfinishedStatuses },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  for (const { id } of runs) {
    const run = await readForCaller(caller, id);
    if (!waitsForClient(run.view) && run.view.endedAt === null) return run;
  }
  return null;
}
