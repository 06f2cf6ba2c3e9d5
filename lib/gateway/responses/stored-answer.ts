/** Owns: an answer of earlier or of just now by its address: how it was asked for, and what of it is there. */
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { leastExposure } from "#lib/core/exposure.ts";
import { database } from "#lib/db/client.ts";
import { fromRow } from "#lib/db/events.ts";
import { fromColumn } from "#lib/db/time.ts";
import type { Brief } from "#lib/reasoning/brief.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { makeGate } from "#lib/reasoning/gate.ts";
import { readView } from "#lib/runs/views.ts";
import { type AnswerAddress, answerId } from "#lib/wire/ids.ts";
import { type AnswerShape, headOf, readShape } from "#lib/wire/responses/answer-shape.ts";
import type { ResponseHead } from "#lib/wire/responses/response.ts";
import { ceilingOf } from "../exposure.ts";
import { findRun } from "../find-run.ts";
import { followRun } from "../follow-run.ts";
import { isSegmentEnd } from "../segment.ts";

export interface StoredAnswer extends AnswerAddress {
  head: ResponseHead;
  shape: AnswerShape;
}

/**
 * Waits for the first event of an answer that is about to begin. Throws AppError("not-found"): another key's, not asked for as a response, or no
 * answer begins there.
 */
export async function readAnswer(
  caller: Caller,
  address: AnswerAddress,
  signal = new AbortController().signal,
): Promise<StoredAnswer> {
  const { modelId } = await findRun(caller, address.runId);
  await untilBegun(caller, address, signal);
  const brief = await briefOf(address);
  const shape = readShape(brief);
  if (brief === null || shape === null) throw new AppError("not-found");
  return { ...address, shape, head: headOf({ id: answerId("response", address), model: modelId }, shape, brief) };
}

/** What of it has happened until now, without the thoughts that may not leave. */
export async function eventsSoFar(caller: Caller, { runId, after, shape }: StoredAnswer): Promise<RunEvent[]> {
  const { parts } = after === 0 ? { parts: [] } : await readView(caller.viewer, runId);
  const gate = makeGate(leastExposure(shape.exposure, ceilingOf(caller)), parts);
  const events: RunEvent[] = [];
  for (let last = after; ; ) {
    const some = await database().log.read(runId, last, eventsPerRead);
    const end = some.findIndex(isSegmentEnd);
    events.push(...(end === -1 ? some : some.slice(0, end + 1)).flatMap((event) => gate(event) ?? []));
    if (end !== -1 || some.length < eventsPerRead) return events;
    last = some.at(-1)?.seq ?? last;
  }
}

const eventsPerRead = 1_000;

/** A run is there a moment before its first event is. */
async function untilBegun(caller: Caller, { runId, after }: AnswerAddress, signal: AbortSignal): Promise<void> {
  if ((await database().log.read(runId, after, 1)).length > 0) return;
  for await (const batch of await followRun(caller, runId, { after, signal, exposure: "none" })) {
    if (batch !== "silence") return;
  }
}

/** Null: no answer begins there. */
async function briefOf({ runId, after }: AnswerAddress): Promise<Brief | null> {
  const types = ["run-start", "run-wait", "run-resume"];
  const rows = await database().client.runEvent.findMany({
    where: { runId, seq: { lte: after + 1 }, type: { in: types } },
    orderBy: { seq: "asc" },
  });
  const events = rows.map((row) => fromRow(runId, { ...row, at: fromColumn(row.at) }));
  const first = events.at(-1);
  if (first?.seq !== after + 1 || !isBeginning(first, events)) return null;
  return events.reduce<Brief | null>((newest, event) => ("brief" in event ? (event.brief ?? newest) : newest), null);
}

/** None begins with what was brought along, nor where a run goes on after its owner allowed a tool: that is the answer before, going on. */
function isBeginning(first: RunEvent, upTo: readonly RunEvent[]): boolean {
  if (first.type === "run-start") return !first.isImported;
  const wait = upTo.findLast((event) => event.type === "run-wait");
  return first.type === "run-resume" && (wait === undefined || wait.for === "client");
}
