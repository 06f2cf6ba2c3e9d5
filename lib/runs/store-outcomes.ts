/** Owns: what came of calls that were handed over, in their rows and in the log, in one transaction with what it leads to. */
import { AppError } from "#lib/core/errors.ts";
import type { TransactionClient } from "#lib/db/client.ts";
import { fromColumn } from "#lib/db/time.ts";
import type { Draft, RunEvent } from "#lib/reasoning/event.ts";
import { engine } from "./engine.ts";
import { outcomeDraft } from "./imported-steps.ts";
import { storeEvents } from "./store-imported.ts";

/** What came of one call, by its id in the log. */
export interface Result {
  callId: string;
  text: string;
  isError: boolean;
}

/**
 * Of a run that this transaction has taken. Calls without a result get an error that says so; `follows` comes after all of them. Throws
 * AppError("conflict") when the run does not wait for exactly these.
 */
export async function storeOutcomes(
  transaction: TransactionClient,
  runId: string,
  results: readonly Result[],
  follows: readonly Draft[],
): Promise<void> {
  const missing = await settle(transaction, runId, results);
  const outcomes = [
    ...results.map((result) => outcomeDraft(result.callId, result)),
    ...missing.map((callId) => outcomeDraft(callId, null)),
  ];
  await continueLog(transaction, runId, [...outcomes, ...follows]);
}

/** Notes what came of the calls that were handed over; returns those of which nothing was said. */
async function settle(transaction: TransactionClient, runId: string, results: readonly Result[]): Promise<string[]> {
  const rows = await transaction.toolCall.findMany({ where: { runId, state: "handed" }, select: { callId: true } });
  const handed = new Set(rows.map(({ callId }) => callId));
  if (handed.size === 0) throw notWaiting();
  for (const { callId, isError } of results) {
    if (!handed.delete(callId)) throw notWaiting();
    const where = { runId, callId };
    await transaction.toolCall.updateMany({ where, data: { state: isError ? "failed" : "done" } });
  }
  await transaction.toolCall.updateMany({ where: { runId, state: "handed" }, data: { state: "unknown" } });
  return [...handed];
}

async function continueLog(transaction: TransactionClient, runId: string, drafts: readonly Draft[]): Promise<void> {
  const { lastSeq } = await transaction.run.update({
    where: { id: runId },
    data: { lastSeq: { increment: drafts.length } },
    select: { lastSeq: true },
  });
  const before = lastSeq - drafts.length;
  const last = await transaction.runEvent.findUnique({ where: { runId_seq: { runId, seq: before } }, select: { at: true } });
  // A clock that is set back must not make a duration negative.
  const at = Math.max(engine().clock.now(), fromColumn(last?.at ?? 0n));
  await storeEvents(
    transaction,
    drafts.map((draft, index): RunEvent => ({ ...draft, runId, seq: before + 1 + index, at })),
  );
}

export function notWaiting(): AppError {
  return new AppError("conflict", {
    message: "This run does not wait for these results.",
    suggestion: "Send the whole conversation again without them, or ask anew.",
  });
}
