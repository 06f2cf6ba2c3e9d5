import { z } from "zod";
import { systemClock } from "#lib/core/clock.ts";
import { readCursor } from "#lib/http/cursor.ts";
import { idField } from "#lib/http/fields.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { streamFrames } from "#lib/http/stream.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import { readView } from "#lib/runs/views.ts";
import { openWatch } from "#lib/runs/watch.ts";
import { runFrames } from "#lib/wire/run-frames.ts";

const params = z.object({ runId: idField("run") });
const query = z.object({ after: z.string().optional() });

/** A stream older than this closes between two events, so that no connection lives for ever; the reader resumes. */
const recycleMs = 10 * 60 * 1000;

/** The run's events after a number, as they happen. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ params, query }, async ({ request, viewer, params: { runId }, query }) => {
    const after = readCursor(query.after, request.headers.get("last-event-id"));
    const staleAt = systemClock.now() + recycleMs;
    return streamFrames(async (signal) =>
      runFrames(await openWatch(viewer, runId, { after, signal }), {
        isStale: () => systemClock.now() > staleAt,
        ending: async () => {
          if (signal.aborted) return null;
          const { status, seq } = await readView(viewer, runId);
          return isEnded(status) ? { status, seq } : null;
        },
      }),
    );
  }),
});
