/**
 * Owns: the model calls of one run, one after the other, and their drafts to the writer.
 * Does not own: what each call is shown (`prompt-path.ts`), how the run ends (`verdict.ts`), provider words (`lib/models`).
 */
import { setImmediate as turn } from "node:timers/promises";
import type { Effort } from "#lib/core/effort.ts";
import { env } from "#lib/core/env.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { StepCall, StepOutcome } from "#lib/models/stream-step.ts";
import type { Usage } from "#lib/reasoning/event.ts";
import { sumUsage } from "#lib/reasoning/usage.ts";
import type { View } from "#lib/reasoning/view.ts";
import { cutRun, engine, type LiveRun } from "./engine.ts";
import type { OwnRun } from "./own-run.ts";
import { promptOf, readPath } from "./prompt-path.ts";
import { quietEffort } from "./start-model.ts";
import { unfinishedThoughtOf } from "./unfinished-thought.ts";
import { type Outcome, runError } from "./verdict.ts";
import { readViews } from "./views.ts";
import { sizeOf, type Writer } from "./writer.ts";

/** Of all model calls of a run together. */
export const mostOutputBytes = 8 * 1024 * 1024;
/** A provider at full speed would hold the process; after so long in one go the others have their turn. */
const sliceMs = 20;

/**
 * Asks until there is an answer: once, and a second time where the reader cut the thinking, which is then what the answer is
 * made from. How the last call ended, with the usage of all; null when there was none. Each call begins only when all that
 * the one before it brought is stored, and is shown what is stored.
 */
export async function answerRun(run: OwnRun, live: LiveRun, writer: Writer, model: ResolvedModel): Promise<Outcome | null> {
  const path = await readPath(run);
  const usages: Usage[] = [];
  const stream = makeStream(live, writer);
  let outcome: Outcome | null = null;
  let effort: Effort = run.effortAsked;
  let unfinished = run.continuesRunId === null ? null : await readUnfinished(run.continuesRunId);
  for (let step = 1; live.cut === null; step += 1) {
    const ended = await stream({
      model,
      prompt: promptOf(path, model, unfinished),
      tools: [],
      outputLimit: run.outputLimit,
      effort,
      step,
      ...(step === 1 && { cutThinking: live.answerNow.signal }),
    });
    usages.push(ended.usage);
    outcome = { finish: ended.finish, usage: sumUsage(usages), error: ended.error };
    if (!ended.isCut) break;
    const soFar = await writer.allStored();
    if (soFar === null) break;
    // Cut before it thought anything itself, it still has the thought it was to answer from.
    if (unfinished === null || unfinishedThoughtOf(soFar) !== null) unfinished = soFar;
    effort = quietEffort(model.info);
  }
  return outcome;
}

type Call = Pick<StepCall, "model" | "prompt" | "tools" | "outputLimit" | "effort" | "step" | "cutThinking">;

/** One model call after another to the writer, within the limits of the run. */
function makeStream(live: LiveRun, writer: Writer): (call: Call) => Promise<StepOutcome> {
  let parts = 0;
  let bytes = 0;
  const nextPartId = () => {
    parts += 1;
    return `p${parts}`;
  };
  return async (call) => {
    const { signal } = live.abort;
    const drafts = engine().models.streamStep({ ...call, signal, stallMs: env().stallMs, nextPartId });
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
  };
}

async function readUnfinished(runId: string): Promise<View | null> {
  const [view = null] = await readViews([runId]);
  return view;
}
