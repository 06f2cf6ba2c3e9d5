/**
 * Owns: one run from when it is stored to its end: its beginning, its writer and limits, its end and what it cost.
 * Does not own: who may run and how many (`worker.ts`), its model calls (`answer.ts`), how the end is judged (`verdict.ts`).
 */
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import { logIncident } from "#lib/core/log.ts";
import { database } from "#lib/db/client.ts";
import { ring } from "#lib/db/wake.ts";
import { costOf } from "#lib/models/cost.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { Price, RunEnd } from "#lib/reasoning/event.ts";
import { answerRun } from "./answer.ts";
import { cutRun, engine, type LiveRun } from "./engine.ts";
import { type OwnRun, runStartOf } from "./own-run.ts";
import { insist, storeEnding } from "./settle.ts";
import { type Outcome, runError, runErrorFrom, verdictOf } from "./verdict.ts";
import { makeWriter, type Writer } from "./writer.ts";

const longestRunMs = 60 * 60_000;
/** How long a model call that was told to end may take to say what it used. */
const graceMs = 1_000;

/** Runs it to its end. What fails inside becomes its `run-end`; only a defect of this file could throw. */
export async function executeRun(run: OwnRun, live: LiveRun): Promise<void> {
  const { runId, epoch } = run;
  const { hub, clock, batcher } = engine();
  hub.open(runId);
  const writer = makeWriter({
    runId,
    epoch,
    clock,
    batcher,
    onStored(events) {
      hub.publish(runId, events);
      ring(runId);
    },
    onLost: () => cutRun(live, { kind: "lost" }),
    onFailed(error) {
      live.isUnsaved = true;
      logIncident({ during: `Events of ${runId} could not be stored`, error });
      cutRun(live, { kind: "failure", error: runError("storage") });
    },
  });
  const overtime = setTimeout(() => {
    cutRun(live, { kind: "failure", error: runError("answer-too-long", "The answer took longer than an hour and was cut.") });
  }, longestRunMs);
  try {
    const { outcome, price } = await answer(run, live, writer);
    await endRun(run, live, writer, withCost(verdictOf(outcome, live.cut), price));
  } finally {
    clearTimeout(overtime);
    // Readers at the live end, just woken, take the last events from the hub.
    await turn();
    hub.close(runId);
    // Readers that have not seen the end yet find it in the database.
    ring(runId);
  }
}

interface Answer {
  /** Null when there was no model call or it did not come to an end in time. */
  outcome: Outcome | null;
  price: Price | null;
}

async function answer(run: OwnRun, live: LiveRun, writer: Writer): Promise<Answer> {
  try {
    const model = await startAnswer(run, writer);
    const outcome = await Promise.race([answerRun(run, live, writer, model), graceAfter(live.abort.signal)]);
    return { outcome, price: model.info.price };
  } catch (error) {
    logIncident({ during: `The run ${run.runId} failed`, error });
    cutRun(live, { kind: "failure", error: runErrorFrom(error) });
    return { outcome: null, price: null };
  }
}

/** The run has begun before its model is known to be there: that it is not is then how it ends. */
async function startAnswer(run: OwnRun, writer: Writer): Promise<ResolvedModel> {
  try {
    const model = await engine().models.resolveModel({ userId: run.userId }, run.modelId);
    writer.write(runStartOf(run, model.info.name));
    return model;
  } catch (error) {
    writer.write(runStartOf(run, run.modelId));
    throw error;
  }
}

function withCost(end: RunEnd, price: Price | null): RunEnd {
  const cost = costOf(end.usage, price);
  return cost === null ? end : { ...end, cost };
}

/** Stores the end, which the readers then see. */
async function endRun(run: OwnRun, live: LiveRun, writer: Writer, end: RunEnd): Promise<void> {
  const ending = await writer.close(end);
  if (ending === null) return;
  const report = (error: unknown) => {
    live.isUnsaved = true;
    logIncident({ during: `The end of ${run.runId} could not be stored yet`, error });
  };
  const isStored = await insist((tried) => storeEnding(database().log, ending, tried > 0), report);
  if (!isStored) return;
  engine().hub.publish(run.runId, ending.events);
  ring(run.runId);
}

async function graceAfter(signal: AbortSignal): Promise<null> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  await sleep(graceMs, undefined, { ref: false });
  return null;
}
