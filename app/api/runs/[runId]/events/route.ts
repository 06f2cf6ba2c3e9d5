import { z } from "zod";
import { systemClock } from "#lib/core/clock.ts";
import { AppError } from "#lib/core/errors.ts";
import { exposures } from "#lib/core/exposure.ts";
import { exposureFor } from "#lib/gateway/exposure.ts";
import { followRun } from "#lib/gateway/follow-run.ts";
import { readForCaller } from "#lib/gateway/read-run.ts";
import { readCursor } from "#lib/http/cursor.ts";
import { idField } from "#lib/http/fields.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { streamFrames } from "#lib/http/stream.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import { withReasoningDeltas } from "#lib/wire/delta-frames.ts";
import { runFrames } from "#lib/wire/run-frames.ts";

const params = z.object({ runId: idField("run") });
const query = z.object({
  after: z.string().optional(),
  deltas: z.literal("reasoning").optional(),
  exposure: z.enum(exposures).optional(),
});

/** A stream older than this closes between two events, so that no connection lives for ever; the reader resumes. */
const recycleMs = 10 * 60 * 1000;

/** The run's events after a number, as they happen, and with `deltas=reasoning` what each thought grew by. A key reads the runs asked with it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: interfaceRoute({ shape: "ours", needsKey: false, params, query }, async (call) => {
    const { caller, query } = call;
    const { runId } = call.params;
    const after = readCursor(query.after, call.request.headers.get("last-event-id"));
    const { exposure } = exposureFor(caller, query);
    const hasDeltas = query.deltas === "reasoning";
    if (hasDeltas) await checkCursor(after, async () => (await readForCaller(caller, runId)).view.seq);
    const staleAt = systemClock.now() + recycleMs;
    return streamFrames(async (signal) => {
      const batches = await followRun(caller, runId, { after: hasDeltas ? 0 : after, signal, exposure });
      const stream = hasDeltas ? withReasoningDeltas(batches, after) : { batches };
      return runFrames(stream.batches, {
        ...stream,
        isStale: () => systemClock.now() > staleAt,
        ending: async () => {
          if (signal.aborted) return null;
          const { status, seq } = (await readForCaller(caller, runId)).view;
          return isEnded(status) ? { status, seq } : null;
        },
      });
    });
  }),
});

/** A snapshot needs the run from its beginning, so that nothing else would say that the number is none of its. */
async function checkCursor(after: number, readLast: () => Promise<number>): Promise<void> {
  const last = after === 0 ? 0 : await readLast();
  if (after <= last) return;
  const message = `after is ${after}, but the run has only ${last} events yet.`;
  throw new AppError("bad-request", { field: "after", message });
}
