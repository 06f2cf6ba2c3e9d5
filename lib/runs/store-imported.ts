/** Owns: what was said before, as whoever asks tells it, stored as turns and ended runs; and whatever else such a request leaves in tables. */
import { newId } from "#lib/core/id.ts";
import type { TransactionClient } from "#lib/db/client.ts";
import { toRow } from "#lib/db/events.ts";
import { toColumn } from "#lib/db/time.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";
import { wholeImported } from "./imported-steps.ts";
import type { ImportedTurn, StartExtra } from "./start-extra.ts";

/** One statement may hold so many values. */
const mostRows = 1_000;

interface Place {
  userId: string;
  conversationId: string;
  parentRunId: string | null;
  now: number;
}

/** One after another below `parentRunId`; returns the run of the last, which what follows replies to. */
export async function storeImportedTurns(
  transaction: TransactionClient,
  turns: readonly ImportedTurn[],
  origin: StartExtra["origin"],
  { userId, conversationId, parentRunId, now }: Place,
): Promise<string | null> {
  // Before the new turn and its run, whose ids may be older than theirs.
  const at = toColumn(now - 1);
  let parent = parentRunId;
  const rows = turns.map(({ text, images = [], pathHash = null, steps }) => {
    const [turnId, runId] = [newId("turn"), newId("run")];
    const { events, view } = wholeImported(runId, turnId, steps, now);
    const turn = { id: turnId, conversationId, parentRunId: parent, text, pathHash, createdAt: at };
    const run = {
      id: runId,
      ...{ conversationId, turnId, userId },
      ...{ status: "completed", reason: "imported", epoch: 1, lastSeq: events.length },
      ...{ clientRequestId: newId("request"), requestHash: "", modelId: "", effortAsked: "" },
      ...{ origin: origin?.surface ?? "page", keyId: origin?.keyId ?? null },
      ...{ view: JSON.stringify(view), createdAt: at, endedAt: at },
    };
    parent = runId;
    return { turn, run, events, images };
  });
  await inChunks(rows, (some) => transaction.turn.createMany({ data: some.map(({ turn }) => turn) }), 100);
  await inChunks(rows, (some) => transaction.run.createMany({ data: some.map(({ run }) => run) }), 100);
  for (const { turn, images } of rows) await storeImages(transaction, turn.id, images);
  await storeEvents(
    transaction,
    rows.flatMap(({ events }) => events),
  );
  return parent;
}

export async function storeImages(transaction: TransactionClient, turnId: string, images: readonly PromptImage[]): Promise<void> {
  for (const [index, { mediaType, data }] of images.entries()) {
    await transaction.turnImage.create({ data: { turnId, index, mediaType, bytes: Buffer.from(data, "base64") } });
  }
}

export async function storeEvents(transaction: TransactionClient, events: readonly RunEvent[]): Promise<void> {
  const rows = events.map((event) => ({ runId: event.runId, ...toRow(event), at: toColumn(event.at) }));
  await inChunks(rows, (data) => transaction.runEvent.createMany({ data }), mostRows);
}

async function inChunks<Row>(rows: readonly Row[], store: (some: Row[]) => Promise<unknown>, size: number): Promise<void> {
  for (let at = 0; at < rows.length; at += size) await store(rows.slice(at, at + size));
}
