/**
 * Owns: one answer to a client: the events from where it was asked to where the run ends or waits for the client, and what it means
 * that its reader leaves before.
 */
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { logIncident } from "#lib/core/log.ts";
import { remember } from "#lib/core/remember.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import type { Watch } from "#lib/runs/watch.ts";
import type { Asked } from "./asked.ts";
import { type FollowOptions, followRun } from "./follow-run.ts";
import { cancelFor } from "./read-run.ts";
import { noteStop } from "./settle.ts";

export interface AnswerOptions extends Pick<FollowOptions, "signal" | "exposure"> {
  /** The run is stopped when its last such reader leaves before the end of the answer. */
  stopsWithReader: boolean;
}

/** Whether an answer to a client ends with this event. A run that waits for its owner to allow a tool goes on after a while. */
export function isSegmentEnd(event: RunEvent): boolean {
  return event.type === "run-end" || (event.type === "run-wait" && event.for === "client");
}

/** What is wrong is thrown by the first `next()`. A reader leaves by the signal or by `return`, also before the first `next()`. */
export function answerEvents(caller: Caller, asked: Pick<Asked, "runId" | "after">, options: AnswerOptions): Watch {
  const seat = options.stopsWithReader ? takeSeat(caller, asked.runId, options.signal) : null;
  return answer(caller, asked, options, seat);
}

async function* answer(
  caller: Caller,
  { runId, after }: Pick<Asked, "runId" | "after">,
  { signal, exposure }: AnswerOptions,
  seat: Seat | null,
): Watch {
  try {
    for await (const batch of await followRun(caller, runId, { after, signal, exposure })) {
      if (batch === "silence") {
        yield batch;
        continue;
      }
      const end = batch.findIndex(isSegmentEnd);
      if (end !== -1) seat?.leave({ isOver: true });
      yield end === -1 ? batch : batch.slice(0, end + 1);
      if (end !== -1) return;
    }
  } finally {
    seat?.leave({ isOver: false });
  }
}

/** One reader whose leaving may stop the run. */
interface Seat {
  /** The first call counts. */
  leave(how: { isOver: boolean }): void;
}

/** Readers of each run. A client that asks the same twice has two: the run goes on while one of them reads. */
const seats = () => remember("gateway.seats", () => new Map<string, number>());

function takeSeat(caller: Caller, runId: string, signal: AbortSignal): Seat {
  const taken = seats();
  let isTaken = true;
  taken.set(runId, (taken.get(runId) ?? 0) + 1);
  const onAbort = () => leave({ isOver: false });
  const leave = ({ isOver }: { isOver: boolean }) => {
    if (!isTaken) return;
    isTaken = false;
    signal.removeEventListener("abort", onAbort);
    const left = (taken.get(runId) ?? 1) - 1;
    if (left > 0) taken.set(runId, left);
    else taken.delete(runId);
    if (!isOver && left <= 0) noteStop(runId, stop(caller, runId));
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  return { leave };
}

async function stop(caller: Caller, runId: string): Promise<void> {
  try {
    await cancelFor(caller, runId);
  } catch (error) {
    // A run that is deleted meanwhile has been stopped by that.
    if (!AppError.is(error)) logIncident({ during: `The run ${runId} of a client that left could not be stopped`, error });
  }
}
