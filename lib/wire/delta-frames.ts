/** Owns: `reasoning_delta` on our own wire, each behind the frame of the event it comes from. */
import type { RunEvent } from "#lib/reasoning/event.ts";
import type { Batches } from "./batches.ts";
import { makeReasoningDeltas } from "./reasoning-delta.ts";
import { encodeFrame } from "./sse.ts";

/**
 * For one connection. `batches` are those of the run from its first event on, whatever the reader has already; `after` is the number of the
 * last event it has. What comes back is what follows that number, and what is to be written behind the frame of an event. The first delta
 * brings the whole snapshot; from then on the reader makes it, so that the stream does not grow with the square of the thought.
 */
export function withReasoningDeltas(batches: Batches, after: number) {
  const deltas = makeReasoningDeltas();
  let isFirst = true;

  async function* fresh(): AsyncGenerator<RunEvent[] | "silence"> {
    for await (const batch of batches) {
      if (batch === "silence") {
        yield batch;
        continue;
      }
      const events = batch.filter((event) => event.seq > after);
      for (const event of batch) if (event.seq <= after) deltas.next(event);
      if (events.length > 0) yield events;
    }
  }

  function behind(event: RunEvent): string {
    const frames = deltas.next(event).map(({ snapshot, ...delta }) => {
      const data = isFirst ? { ...delta, snapshot } : delta;
      isFirst = false;
      return encodeFrame({ event: delta.type, data });
    });
    return frames.join("");
  }

  return { batches: fresh(), behind };
}
