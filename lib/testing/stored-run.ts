/** Rows and events that database tests begin with. */
import { newId } from "#lib/core/id.ts";
import type { Database } from "#lib/db/client.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";

const at = 1_700_000_000_000;

/** Writes a conversation of one turn with one run and resolves with the run's id. */
export async function storeRun(
  { client, localOwnerId }: Pick<Database, "client" | "localOwnerId">,
  run: { status?: string; epoch?: number } = {},
): Promise<string> {
  const runId = newId("run");
  const conversationId = newId("conversation");
  const turnId = newId("turn");
  const createdAt = BigInt(at);
  await client.conversation.create({
    data: { id: conversationId, userId: localOwnerId, title: "A title", createdAt, updatedAt: createdAt },
  });
  await client.turn.create({ data: { id: turnId, conversationId, text: "A question", createdAt } });
  await client.run.create({
    data: {
      id: runId,
      conversationId,
      turnId,
      userId: localOwnerId,
      status: run.status ?? "running",
      epoch: run.epoch ?? 1,
      clientRequestId: runId,
      requestHash: "",
      modelId: "builtin/test",
      effortAsked: "medium",
      createdAt,
    },
  });
  return runId;
}

/** Text deltas numbered from `first`, one a text. */
export function deltas(runId: string, first: number, texts: readonly string[]): RunEvent[] {
  return texts.map((delta, index) => ({
    type: "text-delta",
    partId: "p1",
    delta,
    runId,
    seq: first + index,
    at: at + first + index,
  }));
}
