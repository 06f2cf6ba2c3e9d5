/**
 * Owns: one run from when it is stored to its end: the path, the model call, its drafts to the writer, the verdict.
 * Does not own: who may run and how many (`worker.ts`), how the end is judged (`verdict.ts`), provider words (`lib/models`).
 */
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import type { Effort } from "#lib/core/effort.ts";
import { env } from "#lib/core/env.ts";
import { logIncident } from "#lib/core/log.ts";
import { database } from "#lib/db/client.ts";
import { ring } from "#lib/db/wake.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { StepOutcome } from "#lib/models/stream-step.ts";
import type { RunEnd } from "#lib/reasoning/event.ts";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import { cutRun, engine, type LiveRun } from "./engine.ts";
import { readPrompt } from "./prompt-path.ts";
import { insist, storeEnding } from "./settle.ts";
import { runError, runErrorFrom, verdictOf } from "./verdict.ts";
import { makeWriter, sizeOf, type Writer } from "./writer.ts";

export const mostOutputBytes = 8 * 1024 * 1024;
const longestRunMs = 60 * 60_000;
/** How long a model call that was told to end may take to say what it used. */
const graceMs = 1_000;
/** A provider at full speed would hold the process; after so long in one go the others have their turn. */
const sliceMs = 20;

/** A run that this process has just stored as its own. */
export interface OwnRun {
  runId: string;
  conversationId: string;
  turnId: string;
  modelId: string;
  effortAsked: Effort;
  epoch: number;
}

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
    const outcome = await answer(run, live, writer);
    await endRun(run, live, writer, verdictOf(outcome, live.cut));
  } finally {
    clearTimeout(overtime);
    // Readers at the live end, just woken, take the last events from the hub.
    await turn();
    hub.close(runId);
    // Readers that have not seen the end yet find it in the database.
    ring(runId);
  }
}

/** Null when there was no model call or it did not come to an end in time. */
async function answer(run: OwnRun, live: LiveRun, writer: Writer): Promise<StepOutcome | null> {
  try {
    const model = await startAnswer(run, writer);
    if (live.cut !== null) return null;
    const messages = await readPrompt(run, model.issuer);
    if (live.cut !== null) return null;
    return await Promise.race([stepOf(run, live, writer, model, messages), graceAfter(live.abort.signal)]);
  } catch (error) {
    logIncident({ during: `The run ${run.runId} failed`, error });
    cutRun(live, { kind: "failure", error: runErrorFrom(error) });
    return null;
  }
}

/** The run has begun before its model is known to be there: that it is not is then how it ends. */
async function startAnswer(run: OwnRun, writer: Writer): Promise<ResolvedModel> {
  const start = { type: "run-start" as const, turnId: run.turnId, modelId: run.modelId, effortAsked: run.effortAsked };
  try {
    const model = await engine().models.resolveModel(run.modelId);
    writer.write({ ...start, modelName: model.info.name });
    return model;
  } catch (error) {
    writer.write({ ...start, modelName: run.modelId });
    throw error;
  }
}

async function stepOf(
  run: OwnRun,
  live: LiveRun,
  writer: Writer,
  model: ResolvedModel,
  messages: PromptMessage[],
): Promise<StepOutcome> {
  let parts = 0;
  let bytes = 0;
  const drafts = engine().models.streamStep({
    model,
    messages,
    effort: run.effortAsked,
    step: 1,
    signal: live.abort.signal,
    stallMs: env().stallMs,
    nextPartId: () => `p${++parts}`,
  });
  let sliceAt = performance.now();
  for (;;) {
    const { done, value } = await drafts.next();
    if (done) return value;
    if (performance.now() - sliceAt > sliceMs) {
      await turn();
      sliceAt = performance.now();
    }
    bytes += sizeOf(value);
    if (bytes > mostOutputBytes) cutRun(live, { kind: "failure", error: runError("answer-too-long") });
    else await writer.write(value);
  }
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
