/** Owns: a run as its caller may see and change it. Every function throws AppError("not-found") for another key's run. */
import type { Caller } from "#lib/core/caller.ts";
import { type Exposure, leastExposure } from "#lib/core/exposure.ts";
import { exposedView } from "#lib/reasoning/gate.ts";
import type { View } from "#lib/reasoning/view.ts";
import { answerNow, cancelRun } from "#lib/runs/control.ts";
import { readView } from "#lib/runs/views.ts";
import { ceilingOf } from "./exposure.ts";
import { type FoundRun, findRun } from "./find-run.ts";

export interface ReadRun extends FoundRun {
  /** Without the thoughts that may not be seen. */
  view: View;
}

/** `exposure`: what the request wants, never more than the key allows; absent: what the key allows. */
export async function readForCaller(caller: Caller, runId: string, exposure: Exposure = "full"): Promise<ReadRun> {
  const run = await findRun(caller, runId);
  const view = await readView(caller.viewer, runId);
  return { ...run, view: exposedView(view, leastExposure(exposure, ceilingOf(caller))) };
}

/** Stops it; nothing happens to a run that has ended. */
export async function cancelFor(caller: Caller, runId: string): Promise<void> {
  await findRun(caller, runId);
  await cancelRun(caller.viewer, runId);
}

/** Cuts its thinking. Throws AppError("conflict") with a sentence when there is nothing to cut. */
export async function answerNowFor(caller: Caller, runId: string): Promise<void> {
  await findRun(caller, runId);
  await answerNow(caller.viewer, runId);
}
