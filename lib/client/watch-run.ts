/**
 * Owns: the tail of a run over HTTP, as one unbroken iterable: reconnects inside, each event once and in order.
 * Does not own: folding (`run-store.ts`), when to watch (`run-store.ts`), the frames (`lib/wire/run-frames.ts`), reading from outside
 * (`read-run.ts`).
 */
import type { RunEvent } from "#lib/reasoning/event.ts";
import { backoffMs } from "./backoff.ts";
import { type ConnectOptions, connect, type Frame } from "./connect.ts";
import { pause } from "./surroundings.ts";

/** `lost` and `live` tell of the connection; `gone`: the server will not give this run, and the tail is over. */
export type WatchSignal =
  | { kind: "events"; events: RunEvent[] }
  | { kind: "live" }
  | { kind: "lost" }
  | { kind: "gone"; status?: number };

export interface WatchOptions extends ConnectOptions {
  /** The number of the last event already known. */
  after: number;
  random?: () => number;
  /** For a server that is not the page's own. */
  baseUrl?: string;
  /** Some events may be kept from this reader, so that a number left out does not mean a line that dropped something. */
  hasGaps?: boolean;
}

/** Ends after `run-end`, after `gone`, or when `signal` aborts. Never throws. */
export async function* watchRun(runId: string, options: WatchOptions): AsyncGenerator<WatchSignal> {
  const { signal, surroundings, random = Math.random, baseUrl = "" } = options;
  let last = options.after;
  let failures = 0;
  while (!signal.aborted) {
    if (surroundings.isAsleep()) await pause(Number.POSITIVE_INFINITY, surroundings, signal);
    if (signal.aborted) return;
    const headers = { ...(last > 0 && { "last-event-id": String(last) }), ...options.headers };
    const connection = connect(`${baseUrl}/api/runs/${runId}/events?after=${last}`, { ...options, headers });
    for await (const message of connection) {
      if (message === "open") {
        if (failures > 0) yield { kind: "live" };
        continue;
      }
      if ("gone" in message) {
        yield { kind: "gone", status: message.gone };
        return;
      }
      const arrived = read(message);
      const events: RunEvent[] = [];
      let isGap = false;
      for (const event of arrived.events) {
        if (event.seq <= last) continue;
        isGap = !options.hasGaps && event.seq !== last + 1;
        if (isGap) break;
        last = event.seq;
        events.push(event);
      }
      if (events.length > 0) {
        failures = 0;
        yield { kind: "events", events };
        if (events.at(-1)?.type === "run-end") return;
      }
      if (arrived.endSeq !== null && arrived.endSeq <= last) return;
      if (isGap) break;
    }
    if (signal.aborted) return;
    if (surroundings.isAsleep()) continue;
    failures += 1;
    // A server that recycles its streams is not worth a word; a second failure in a row is.
    if (failures > 1) yield { kind: "lost" };
    await pause(backoffMs(failures, random()), surroundings, signal);
  }
}

interface Arrived {
  events: RunEvent[];
  /** The number of the run's last event, when the server said that it is over. */
  endSeq: number | null;
}

function read(frames: readonly Frame[]): Arrived {
  const arrived: Arrived = { events: [], endSeq: null };
  for (const { event, data } of frames) {
    if (event === "event") arrived.events.push(data as RunEvent);
    else if (event === "end") arrived.endSeq = (data as { seq: number }).seq;
  }
  return arrived;
}
