import type { Effort } from "#lib/core/effort.ts";
import { database } from "#lib/db/client.ts";
import { fromColumn, toColumn } from "#lib/db/time.ts";

/** A run that this process owns. */
export interface ClaimedRun {
  runId: string;
  conversationId: string;
  turnId: string;
  modelId: string;
  effortAsked: Effort;
  epoch: number;
  createdAt: number;
  isCancelRequested: boolean;
}

/** Takes a queued run by compare-and-set, queued to running and epoch + 1; null when it is gone, taken or ended. */
export async function claimRun(runId: string, now: number): Promise<ClaimedRun | null> {
  const { client } = database();
  const row = await client.run.findUnique({ where: { id: runId } });
  if (row?.status !== "queued") return null;
  const { count } = await client.run.updateMany({
    where: { id: runId, status: "queued", epoch: row.epoch },
    data: { status: "running", epoch: row.epoch + 1, startedAt: toColumn(now) },
  });
  if (count === 0) return null;
  // Read after the claim: a Stop that came before it must be seen, one that comes later rings.
  const flag = await client.run.findUnique({ where: { id: runId }, select: { cancelRequestedAt: true } });
  return {
    runId,
    conversationId: row.conversationId,
    turnId: row.turnId,
    modelId: row.modelId,
    effortAsked: row.effortAsked as Effort,
    epoch: row.epoch + 1,
    createdAt: fromColumn(row.createdAt),
    isCancelRequested: flag !== null && flag.cancelRequestedAt !== null,
  };
}
