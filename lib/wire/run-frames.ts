/** Owns: a run on our own wire. Every event passes the gate here; nothing else encodes one for this wire. */
import type { RunEvent, RunStatus } from "#lib/reasoning/event.ts";
import { publicEvent } from "#lib/reasoning/gate.ts";
import type { Batches } from "./batches.ts";
import { encodeComment, encodeFrame, encodeRetry } from "./sse.ts";

/** First bytes of every stream. Some browsers hold back a body until about a kilobyte of it is there. */
export const opening = encodeRetry(1000) + encodeComment("aloud".padEnd(1024, "."));

/** Says that the line is alive; carries no id, so it moves no cursor. */
export const pingFrame = encodeFrame({ event: "ping", data: 0 });

export interface RunEnding {
  status: RunStatus;
  seq: number;
}

/** The run is over and the reader has all of it. A stream that closes without this one was cut. */
function endFrame(ending: RunEnding): string {
  return encodeFrame({ event: "end", data: ending });
}

/** Events of one commit, joined so that they leave in one write; `behind` may follow an event's own frame with others. */
export function eventFrames(events: readonly RunEvent[], behind: (event: RunEvent) => string = () => ""): string {
  return events.map((event) => eventFrame(event) + behind(event)).join("");
}

function eventFrame(event: RunEvent): string {
  const { runId, seq, at, type, ...payload } = publicEvent(event);
  return encodeFrame({ id: seq, event: "event", data: { runId, seq, at, type, ...payload } });
}

export interface RunFramesOptions {
  isStale: () => boolean;
  ending: () => Promise<RunEnding | null>;
  /** Frames to follow that of an event. */
  behind?: (event: RunEvent) => string;
}

/**
 * A whole stream. `batches` ends after the run's last event or when the reader leaves; after `isStale()` the stream closes
 * between two batches without an end, and the reader comes back. `ending` is asked when the end was not among the events
 * sent, and answers null while the run goes on.
 */
export async function* runFrames(batches: Batches, { isStale, ending, behind }: RunFramesOptions): AsyncGenerator<string, void> {
  yield opening;
  for await (const batch of batches) {
    if (batch === "silence") {
      yield pingFrame;
    } else {
      const last = batch.at(-1);
      if (last?.type === "run-end") {
        yield eventFrames(batch, behind) + endFrame({ status: last.status, seq: last.seq });
        return;
      }
      yield eventFrames(batch, behind);
    }
    if (isStale()) return;
  }
  const end = await ending();
  if (end) yield endFrame(end);
}
