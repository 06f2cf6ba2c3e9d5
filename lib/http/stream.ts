/**
 * Owns: server-sent events as a response. One batch is asked for when the last one has been taken, so a slow reader holds
 * at most one, and slows nobody else.
 */
import { AppError } from "#lib/core/errors.ts";
import { logIncident } from "#lib/core/log.ts";
import { remember } from "#lib/core/remember.ts";

const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  // A proxy or a compressor that collects what it passes on would hold events back.
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** A reader that takes nothing for this long is cut; it resumes from its number. */
const stuckMs = 60_000;

/** The streams of this process, to be ended when it ends. */
const openStreams = () => remember("open-streams", () => new Set<AbortController>());

/**
 * Streams what the generator of `open` yields, one write per string. What `open` itself throws is thrown here, before there
 * is a stream. The signal aborts when the reader leaves or the process ends; the generator returns then. If it throws, the
 * stream closes, which the reader takes for a broken connection: it asks again and is told what is wrong.
 */
export async function streamFrames(open: (signal: AbortSignal) => Promise<AsyncGenerator<string, void>>): Promise<Response> {
  const controller = new AbortController();
  const encoder = new TextEncoder();
  const streams = openStreams();
  const frames = await open(controller.signal);
  let stuck: NodeJS.Timeout | undefined;
  streams.add(controller);

  function leave() {
    clearTimeout(stuck);
    streams.delete(controller);
    controller.abort();
    // What it may still throw while it cleans up is of no interest to a reader who has left.
    frames.return().catch(() => undefined);
  }

  async function next(): Promise<string | null> {
    try {
      const { done, value } = await frames.next();
      return done ? null : value;
    } catch (error) {
      if (!controller.signal.aborted && !AppError.is(error)) logIncident({ during: "stream", error });
      return null;
    }
  }

  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (sink) => {
        clearTimeout(stuck);
        const batch = await next();
        if (!streams.has(controller)) return;
        if (batch === null) {
          leave();
          sink.close();
          return;
        }
        sink.enqueue(encoder.encode(batch));
        stuck = setTimeout(() => {
          leave();
          sink.error(new DOMException("The reader is stuck.", "AbortError"));
        }, stuckMs).unref();
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: streamHeaders });
}

/** Waits until every stream has ended by itself, at most `graceMs`, then ends the rest. */
export async function endStreams(graceMs: number): Promise<void> {
  const until = performance.now() + graceMs;
  while (openStreams().size > 0 && performance.now() < until) await new Promise((done) => setTimeout(done, 20));
  for (const controller of openStreams()) controller.abort();
}
