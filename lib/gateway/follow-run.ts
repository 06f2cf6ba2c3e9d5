/** Owns: the events of a run for a caller, through the gate. No emitter reads a run another way. */
import { endOfKey } from "#lib/auth/key-end.ts";
import type { Caller } from "#lib/core/caller.ts";
import { type Exposure, leastExposure } from "#lib/core/exposure.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { makeGate } from "#lib/reasoning/gate.ts";
import { readView } from "#lib/runs/views.ts";
import { openWatch, type Watch } from "#lib/runs/watch.ts";
import { ceilingOf } from "./exposure.ts";

export interface FollowOptions {
  /** The number of the last event the reader has; 0 for none. */
  after: number;
  signal: AbortSignal;
  /** Never more than the key allows, whatever is asked. */
  exposure: Exposure;
}

/**
 * The committed events after a number, each once and in order, without the thoughts that may not leave; "silence" after ten seconds
 * without any. Ends after `run-end`, when the signal aborts, when the run is deleted, and when
 * the key is or may show less than it did. Throws AppError: not-found, bad-request (`after`).
 */
export async function followRun(caller: Caller, runId: string, { after, signal, exposure }: FollowOptions): Promise<Watch> {
  const keyId = caller.key?.id ?? null;
  const watch = await openWatch(caller.viewer, runId, { after, signal: AbortSignal.any([signal, endOfKey(caller)]), keyId });
  const begun = after === 0 ? [] : (await readView(caller.viewer, runId)).parts;
  return pass(watch, makeGate(leastExposure(exposure, ceilingOf(caller)), begun));
}

async function* pass(watch: Watch, gate: (event: RunEvent) => RunEvent | null): Watch {
  for await (const batch of watch) {
    if (batch === "silence") {
      yield batch;
      continue;
    }
    const shown = batch.flatMap((event) => gate(event) ?? []);
    if (shown.length > 0) yield shown;
  }
}
