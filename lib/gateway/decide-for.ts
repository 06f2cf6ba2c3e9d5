/** Owns: what a person decides in a client of theirs about calls that wait for it, and where the answer goes on from there. */
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { database } from "#lib/db/client.ts";
import { fromRow } from "#lib/db/events.ts";
import { fromColumn } from "#lib/db/time.ts";
import { decideApproval } from "#lib/runs/decide.ts";
import { readView } from "#lib/runs/views.ts";
import { readPartId } from "#lib/wire/ids.ts";
import type { Asked } from "./asked.ts";
import { findRun } from "./find-run.ts";

export interface Decision {
  /** The id by which the client knows the call. */
  callId: string;
  approved: boolean;
  reason: string | null;
}

/**
 * `after` is the event before the first of these decisions. One that was made before stays as it is. Throws AppError: forbidden with a key, whose
 * owner decides; bad-request (`messages`) for what waits for nobody; not-found; what `decideApproval` throws.
 */
export async function decideFor(caller: Caller, decisions: readonly Decision[]): Promise<Asked> {
  if (caller.key !== null) {
    const suggestion = "Allow or refuse it in Aloud, where the question is shown as well.";
    throw new AppError("forbidden", { message: "A key cannot allow tools.", suggestion });
  }
  const places = decisions.map((decision) => ({ ...decision, address: readPartId("call", decision.callId) }));
  const [runId, ...others] = new Set(places.map(({ address }) => address?.runId));
  if (runId === undefined || others.length > 0) throw waitsForNobody();
  const { conversationId, modelId } = await findRun(caller, runId);
  const { parts } = await readView(caller.viewer, runId);
  const decided = new Set<string>();
  for (const { address, approved, reason } of places) {
    const part = parts.find(({ kind, id }) => kind === "tool" && id === address?.partId);
    if (part?.kind !== "tool" || part.approval === null) throw waitsForNobody();
    decided.add(part.callId);
    if (part.approval.answeredAt !== null) continue;
    await decideApproval(caller.viewer, runId, part.callId, { approved, ...(reason !== null && !approved && { reason }) });
  }
  return { conversationId, runId, modelId, after: (await firstDecision(runId, decided)) - 1 };
}

async function firstDecision(runId: string, callIds: ReadonlySet<string>): Promise<number> {
  const where = { runId, type: "tool-approval-response" };
  const rows = await database().client.runEvent.findMany({ where, orderBy: { seq: "asc" } });
  const numbers = new Map<string, number>();
  for (const row of rows) {
    const event = fromRow(runId, { ...row, at: fromColumn(row.at) });
    // The newest of a call: providers may give an id again.
    if (event.type === "tool-approval-response" && callIds.has(event.callId)) numbers.set(event.callId, event.seq);
  }
  return Math.min(...numbers.values());
}

function waitsForNobody(): AppError {
  return new AppError("bad-request", {
    field: "messages",
    message: "There is a decision about a tool call that waits for none.",
    suggestion: "Send decisions about calls of this chat for which they were asked.",
  });
}
