/**
 * Owns: the tail of a run over HTTP, as one unbroken iterable: reconnects inside, each event once and in order.
 * Does not own: folding (`run-store.ts`), when to watch (`run-store.ts`), the frames (`lib/wire/run-frames.ts`), reading from outside
 * (`read-run.ts`).
 */
import type { RunEvent } from "#lib/reasoning/event.ts";
import { createFrameReader } from "#lib/wire/read-frames.ts";
import { backoffMs } from "./backoff.ts";
import { pause, type Surroundings } from "./surroundings.ts";

/** `lost` and `live` tell of the connection; `gone`: the server will not give this run, and the tail is over. */
export type WatchSignal =
  | { kind: "events"; events: RunEvent[] }
  | { kind: "live" }
  | { kind: "lost" }
  | { kind: "gone"; status?: number };

export interface WatchOptions {
  /** The number of the last event already known. */
  after: number;
  signal: AbortSignal;
  surroundings: Surroundings;
  fetch?: typeof fetch;
  random?: () => number;
  /** How long the line may be silent before it counts as dead; the server pings well within it. */
  silenceMs?: number;
  /** For a server that is not the page's own. */
  baseUrl?: string;
  headers?: Record<string, string>;
  /** Some events may be kept from this reader, so that a number left out does not mean a line that dropped something. */
  hasGaps?: boolean;
}

/** Ends after `run-end`, after `gone`, or when `signal` aborts. Never throws. */
export async function* watchRun(runId: string, options: WatchOptions): AsyncGenerator<WatchSignal> {
  const { signal, surroundings, random = Math.random } = options;
  let last = options.after;
  let failures = 0;
  while (!signal.aborted) {
    if (surroundings.isAsleep()) await pause(Number.POSITIVE_INFINITY, surroundings, signal);
    if (signal.aborted) return;
    const connection = connect(runId, last, options);
    for await (const message of connection) {
      if (message === "open") {
        if (failures > 0) yield { kind: "live" };
        continue;
      }
      if ("gone" in message) {
        yield { kind: "gone", status: message.gone };
        return;
      }
      const events: RunEvent[] = [];
      let isGap = false;
      for (const event of message.events) {
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
      if (message.endSeq !== null && message.endSeq <= last) return;
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

interface Frames {
  events: RunEvent[];
  /** The number of the run's last event, when the server said that it is over. */
  endSeq: number | null;
}

/** One connection: what arrived together is handed on together. Returns when it is over, for whatever reason. */
async function* connect(runId: string, after: number, options: WatchOptions): AsyncGenerator<Frames | "open" | { gone: number }> {
  const { signal, surroundings, fetch: send = fetch, silenceMs = 25_000, baseUrl = "" } = options;
  const abort = new AbortController();
  const hangUp = () => abort.abort();
  signal.addEventListener("abort", hangUp);
  const unsubscribe = surroundings.subscribe((change) => change === "asleep" && hangUp());
  let silence = setTimeout(hangUp, silenceMs);
  try {
    const response = await send(`${baseUrl}/api/runs/${runId}/events?after=${after}`, {
      headers: { accept: "text/event-stream", ...(after > 0 ? { "last-event-id": String(after) } : {}), ...options.headers },
      cache: "no-store",
      signal: abort.signal,
    });
    if (!response.ok || response.body === null) {
      if (isFinal(response.status)) yield { gone: response.status };
      return;
    }
    yield "open";
    let frames: Frames = { events: [], endSeq: null };
    const reader = createFrameReader((event, data) => {
      if (event === "event") frames.events.push(data as RunEvent);
      else if (event === "end") frames.endSeq = (data as { seq: number }).seq;
    });
    const decoder = new TextDecoder();
    for await (const chunk of chunksOf(response.body)) {
      clearTimeout(silence);
      silence = setTimeout(hangUp, silenceMs);
      reader.feed(decoder.decode(chunk, { stream: true }));
      if (frames.events.length === 0 && frames.endSeq === null) continue;
      const arrived = frames;
      frames = { events: [], endSeq: null };
      yield arrived;
    }
  } catch {
    // Refused, reset, aborted or garbled: all mean that this connection is over, and the caller goes on from its number.
  } finally {
    clearTimeout(silence);
    unsubscribe();
    signal.removeEventListener("abort", hangUp);
    hangUp();
  }
}

/** Not every browser can iterate a body. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** Asking again cannot help. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
