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
import type { Draft, Price, RunEnd } from "#lib/reasoning/event.ts";
import type { View } from "#lib/reasoning/view.ts";
import { answerRun } from "./answer.ts";
import { askAll, handAll, storeWait, type Wait } from "./ask.ts";
import { closeCalls } from "./call-rows.ts";
import { cutRun, engine, type LiveRun } from "./engine.ts";
import { type OwnRun, runStartOf } from "./own-run.ts";
import { insist, storeEnding } from "./settle.ts";
import { type Outcome, runError, runErrorFrom, verdictOf } from "./verdict.ts";
import { type Ending, makeWriter, type Writer } from "./writer.ts";

const longestRunMs = 60 * 60_000;
/** How long a model call that was told to end may take to say what it used. */
const graceMs = 1_000;

/**
 * Runs it to its end, or until a person or whoever asked has something to do. What fails inside becomes its `run-end`; only a defect of this file
 * could throw.
 */
export async function executeRun(run: OwnRun, live: LiveRun): Promise<"ended" | "waiting"> {
  const { runId, epoch, begun } = run;
  const { hub, clock, batcher } = engine();
  hub.open(runId, begun?.view.seq);
  const writer = makeWriter({
    runId,
    epoch,
    clock,
    batcher,
    begun,
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
    if (outcome !== null && "for" in outcome) {
      await waitRun(run, live, writer, outcome);
      return "waiting";
    }
    await endRun(run, live, writer, withCost(verdictOf(outcome, live.cut), price, outcome));
    return "ended";
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
  outcome: Outcome | Wait | null;
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

/** The run has begun, or goes on, before its model is known to be there: that it is not is then how it ends. */
async function startAnswer(run: OwnRun, writer: Writer): Promise<ResolvedModel> {
  const begin = (modelName: string) => {
    if (run.begun === null) writer.write(runStartOf(run, modelName));
    else if (!run.begun.isResumed) writer.write({ type: "run-resume" });
  };
  try {
    const model = run.model ?? (await engine().models.resolveModel({ userId: run.userId }, run.modelId));
    begin(model.info.name);
    return model;
  } catch (error) {
    begin(run.modelId);
    throw error;
  }
}

function withCost(end: RunEnd, price: Price | null, outcome: Outcome | null): RunEnd {
  const cost = costOf(end.usage, price, outcome?.largestInput);
  return cost === null ? end : { ...end, cost };
}

async function endRun(run: OwnRun, live: LiveRun, writer: Writer, end: RunEnd): Promise<void> {
  const view = await leaveRun(run, live, writer, [end], (left) => database().log.end(left));
  if (view !== null) await closeCalls(view).catch((error) => logIncident({ during: `The calls of ${run.runId}`, error }));
}

/** Asks the person or hands over, and leaves the run to whoever answers. */
async function waitRun(run: OwnRun, live: LiveRun, writer: Writer, wait: Wait): Promise<void> {
  live.isLeaving = true;
  const now = engine().clock.now();
  const asked = wait.for === "person" ? askAll(run, wait.asks, now) : handAll(run, wait.calls, now);
  await leaveRun(run, live, writer, asked.drafts, (left) => storeWait(left, asked));
}

/** Stores the last events, which the readers then see, and returns the run as it is then. Null: another owner has it. */
async function leaveRun(
  { runId, userId }: OwnRun,
  live: LiveRun,
  writer: Writer,
  last: readonly Draft[],
  store: (left: Ending) => Promise<boolean>,
): Promise<View | null> {
  const ending = await writer.close(last);
  if (ending === null) return null;
  const report = (error: unknown) => {
    live.isUnsaved = true;
    logIncident({ during: `The end of ${runId} could not be stored yet`, error });
  };
  const isStored = await insist((tried) => storeEnding(ending, tried > 0, store), report);
  if (!isStored) return null;
  engine().hub.publish(runId, ending.events);
  ring(runId);
  ring(userId);
  return ending.view;
}

async function graceAfter(signal: AbortSignal): Promise<null> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  await sleep(graceMs, undefined, { ref: false });
  return null;
}
