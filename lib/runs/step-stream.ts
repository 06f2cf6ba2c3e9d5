/** Owns: one model call after another to the writer, within the limits of the run, with ids that are unique within it. */
import { setImmediate as turn } from "node:timers/promises";
import { env } from "#lib/core/env.ts";
import { type ClaimCallId, makeCallIds } from "#lib/models/call-ids.ts";
import type { StepCall, StepOutcome } from "#lib/models/stream-step.ts";
import type { Part, View } from "#lib/reasoning/view.ts";
import { describeCall, type KnownTools } from "./describe-call.ts";
import { cutRun, engine, type LiveRun } from "./engine.ts";
import { runError } from "./verdict.ts";
import { sizeOf, type Writer } from "./writer.ts";

/** Of all model calls since whoever asked spoke last. */
export const mostOutputBytes = 8 * 1024 * 1024;
/** A provider at full speed would hold the process; after so long in one go the others have their turn. */
const sliceMs = 20;

export interface RunIds {
  nextPartId: () => string;
  claimCallId: ClaimCallId;
}

/** Ids that go on after those of a run that has begun. */
export function makeRunIds(begun: View | null): RunIds {
  const known = begun?.parts ?? [];
  let last = Math.max(0, ...known.map(({ id }) => Number(/^p(\d+)$/.exec(id)?.[1] ?? 0)));
  return {
    nextPartId: () => {
      last += 1;
      return `p${last}`;
    },
    claimCallId: makeCallIds(known.flatMap((part) => (part.kind === "tool" ? [part.callId] : []))),
  };
}

type Call = Pick<StepCall, "model" | "prompt" | "tools" | "settings" | "outputLimit" | "effort" | "step" | "cutThinking">;

export type StepStream = (call: Call) => Promise<StepOutcome>;

/** `before`: what was written already of what is limited together. */
export function makeStepStream(
  live: LiveRun,
  writer: Writer,
  ids: RunIds,
  known: KnownTools,
  before: readonly Part[],
): StepStream {
  let bytes = before.reduce((sum, part) => sum + writtenBytes(part), 0);
  return async (call) => {
    const { signal } = live.abort;
    const drafts = engine().models.streamStep({ ...call, ...ids, signal, stallMs: env().stallMs });
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
      else await writer.write(value.type === "tool-call" ? await describeCall(value, known) : value);
    }
  };
}

function writtenBytes(part: Part): number {
  return part.kind === "reasoning" || part.kind === "text" ? Buffer.byteLength(part.text) : 0;
}
