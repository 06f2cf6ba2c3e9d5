/**
 * Owns: the contract of the run log and the shape of its rows. `sqlite-events.ts` and `postgres-events.ts` keep it with one
 * raw statement where Prisma would cost five times as much; everything else in the database goes through Prisma.
 */
import type { RunEnd, RunEvent } from "#lib/reasoning/event.ts";
import type { View } from "#lib/reasoning/view.ts";

/** Events of one run under one ownership, numbered on from the run's last one without a gap. */
export interface Batch {
  runId: string;
  epoch: number;
  events: RunEvent[];
}

export interface EventLog {
  /**
   * Writes all batches (at most one a run) in one transaction, durable when it resolves. A batch counts only while its run is
   * `running` under its epoch and its first number follows `run.lastSeq`; the ids of the others are returned, and nothing of
   * theirs is written. Throws AppError("storage") when the store stays busy for ten seconds or is full: then nothing is written.
   */
  append(batches: readonly Batch[]): Promise<Set<string>>;
  /**
   * Writes the last events, `run-end` at their end, and with them the run's status, reason, view, effortSent, endedAt and cost, and
   * its conversation's updatedAt, in one transaction under the same conditions. False: lost, nothing written.
   */
  end(batch: Batch & { view: View }): Promise<boolean>;
  /** Committed events after number `after`, in order, at most `limit`. */
  read(runId: string, after: number, limit: number): Promise<RunEvent[]>;
}

/** A row of `run_event` without its run. */
export interface EventRow {
  seq: number;
  at: number;
  type: string;
  payload: string;
}

export function toRow({ runId: _, seq, at, type, ...rest }: RunEvent): EventRow {
  return { seq, at, type, payload: JSON.stringify(rest) };
}

export function fromRow(runId: string, { seq, at, type, payload }: EventRow): RunEvent {
  // What is in the table was an event when `toRow` wrote it.
  return { ...JSON.parse(payload), runId, seq, at, type } as RunEvent;
}

/** The run's columns that its end decides. */
export interface EndColumns {
  status: string;
  reason: string;
  view: string;
  effortSent: string | null;
  endedAt: number;
  /** US dollars; null when not known. */
  cost: number | null;
}

export function endColumns(events: readonly RunEvent[], view: View): EndColumns {
  const last = events.at(-1) as (RunEnd & RunEvent) | undefined;
  if (last?.type !== "run-end") throw new Error("The last event of a run must be run-end.");
  const effortSent = view.steps.at(-1)?.effortSent ?? null;
  const cost = last.cost?.amount ?? null;
  return { status: last.status, reason: last.reason, view: JSON.stringify(view), effortSent, endedAt: last.at, cost };
}

/** First and last number of a batch. Throws when the caller broke the contract: foreign events, a gap, one run twice. */
export function checkBatches<T extends Batch>(batches: readonly T[]): (T & { first: number; last: number })[] {
  const seen = new Set<string>();
  return batches.flatMap((batch) => {
    const { runId, events } = batch;
    const first = events[0]?.seq;
    if (first === undefined) return [];
    const isWhole = events.every((event, index) => event.runId === runId && event.seq === first + index);
    if (!isWhole || seen.has(runId)) throw new Error(`The events of ${runId} are not one unbroken batch.`);
    seen.add(runId);
    return [{ ...batch, first, last: first + events.length - 1 }];
  });
}
