/** Owns: a decision and its event in one transaction, which nobody else can make at the same time. */
import { AppError } from "#lib/core/errors.ts";
import { database, type TransactionClient } from "#lib/db/client.ts";
import { toRow } from "#lib/db/events.ts";
import { fromColumn, toColumn } from "#lib/db/time.ts";
import { ring } from "#lib/db/wake.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import type { ToolApprovalResponse } from "#lib/reasoning/tool-event.ts";
import { engine } from "./engine.ts";

/** A call as it was asked about. */
export interface AskedCall {
  runId: string;
  callId: string;
  userId: string;
  name: string;
  argsHash: string;
}

export type Answer = Pick<ToolApprovalResponse, "approved" | "reason" | "scope"> & Required<Pick<ToolApprovalResponse, "by">>;

const patience = { maxWait: 10_000, timeout: 10_000 };

/** Throws AppError("conflict") with a sentence when the call does not wait any more. */
export async function storeDecision(call: AskedCall, answer: Answer): Promise<void> {
  const { runId, callId } = call;
  await database().client.$transaction(async (transaction) => {
    // The first statement: on PostgreSQL it locks the run, so that decisions and a resumption come one after the other.
    const held = { where: { id: runId, status: "waiting" }, data: { lastSeq: { increment: 1 } } };
    const { count } = await transaction.run.updateMany(held);
    if (count === 0) throw await tooLate(transaction, call);
    await claim(transaction, call, answer);
    const { lastSeq: seq } = await transaction.run.findUniqueOrThrow({ where: { id: runId }, select: { lastSeq: true } });
    const last = await transaction.runEvent.findUnique({ where: { runId_seq: { runId, seq: seq - 1 } }, select: { at: true } });
    // A clock that is set back must not make a duration negative.
    const at = Math.max(engine().clock.now(), fromColumn(last?.at ?? 0n));
    const event: RunEvent = { type: "tool-approval-response", callId, ...answer, runId, seq, at };
    await transaction.runEvent.create({ data: { runId, ...toRow(event), at: toColumn(at) } });
  }, patience);
  ring(runId);
}

async function claim(transaction: TransactionClient, call: AskedCall, { approved, reason, scope, by }: Answer): Promise<void> {
  const { runId, callId, userId, argsHash } = call;
  const now = toColumn(engine().clock.now());
  const expiresAt = by === "expiry" ? { lte: now } : { gt: now };
  const { count } = await transaction.toolCall.updateMany({
    where: { runId, callId, userId, argsHash, state: "requested", expiresAt },
    data: { state: approved ? "allowed" : "refused", scope: scope ?? null, reason, decidedAt: now },
  });
  if (count === 0) throw await tooLate(transaction, call);
}

async function tooLate(transaction: TransactionClient, { runId, callId }: AskedCall): Promise<AppError> {
  const row = await transaction.toolCall.findUnique({ where: { runId_callId: { runId, callId } } });
  const state = row?.state ?? "unknown";
  return new AppError("conflict", {
    message: sentences[state] ?? "This call was decided already.",
    suggestion: "Nothing was changed.",
  });
}

const sentences: Record<string, string> = {
  requested: "The time to decide this was over, so it counts as refused.",
  allowed: "This call was allowed already.",
  refused: "This call was refused already, or nobody decided in time.",
  running: "This call was allowed already and is running.",
  done: "This call was allowed already and has run.",
  failed: "This call was allowed already and has run.",
  unknown: "This call is not waiting for a decision.",
};
