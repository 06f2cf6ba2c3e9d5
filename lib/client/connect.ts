/** Owns: one connection that frames arrive on. Coming back after it is over is its reader's affair. */
import { createFrameReader } from "#lib/wire/read-frames.ts";
import type { Surroundings } from "./surroundings.ts";

export interface Frame {
  event: string;
  data: unknown;
}

export interface ConnectOptions {
  signal: AbortSignal;
  surroundings: Surroundings;
  fetch?: typeof fetch;
  /** How long the line may be silent before it counts as dead; the server pings well within it. */
  silenceMs?: number;
  headers?: Record<string, string>;
}

/**
 * Opens the line, says "open", and hands on together what arrived together, without pings. Returns when it is over, for whatever reason; a
 * page that falls asleep ends it. `gone`: asking again cannot help.
 */
export async function* connect(address: string, options: ConnectOptions): AsyncGenerator<Frame[] | "open" | { gone: number }> {
  const { signal, surroundings, fetch: send = fetch, silenceMs = 25_000 } = options;
  const abort = new AbortController();
  const hangUp = () => abort.abort();
  signal.addEventListener("abort", hangUp);
  const unsubscribe = surroundings.subscribe((change) => change === "asleep" && hangUp());
  let silence = setTimeout(hangUp, silenceMs);
  try {
    const headers = { accept: "text/event-stream", ...options.headers };
    const response = await send(address, { headers, cache: "no-store", signal: abort.signal });
    if (!response.ok || response.body === null) {
      if (isFinal(response.status)) yield { gone: response.status };
      return;
    }
    yield "open";
    let frames: Frame[] = [];
    const reader = createFrameReader((event, data) => {
      if (event !== "ping") frames.push({ event, data });
    });
    const decoder = new TextDecoder();
    for await (const chunk of chunksOf(response.body)) {
      clearTimeout(silence);
      silence = setTimeout(hangUp, silenceMs);
      reader.feed(decoder.decode(chunk, { stream: true }));
      if (frames.length === 0) continue;
      const arrived = frames;
      frames = [];
      yield arrived;
    }
  } catch {
    // Refused, reset, aborted or garbled: all mean that this connection is over, and its reader goes on from where it was.
  } finally {
    clearTimeout(silence);
    unsubscribe();
    signal.removeEventListener("abort", hangUp);
    hangUp();
  }
}

/** Not every browser can iterate a body. */
export async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
