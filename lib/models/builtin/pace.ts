/** Owns: speaking at a readable pace, and stopping at once when told to. */
import { setTimeout as wait } from "node:timers/promises";

/** No timer is set for less: many short waits cost more than they show. */
const shortestWaitMs = 15;

/** Cuts a text into groups of a few words, ending early at the end of a clause; joined they are the text again. */
export function wordGroups(text: string, wordsPerSecond: number): string[] {
  const most = Math.max(3, Math.ceil((wordsPerSecond * shortestWaitMs) / 1000));
  const groups: string[] = [];
  let group = "";
  let words = 0;
  for (const [word] of text.matchAll(/\s*\S+\s*?/g)) {
    group += word;
    words += 1;
    if (words >= most || (most === 3 && /[.,:;=]$/.test(word))) {
      groups.push(group);
      group = "";
      words = 0;
    }
  }
  const rest = text.slice(groups.join("").length);
  if (rest !== "") groups.push(rest);
  return groups;
}

export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

/**
 * A byte stream of frames, each sent when the words before it have had their time. It errors with the signal's reason
 * as soon as the signal aborts, and leaves no timer behind when aborted, cancelled or at its end.
 */
export function pacedStream(
  frames: Iterator<{ frame: string; words: number }>,
  wordsPerSecond: number,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const cancelled = new AbortController();
  const either = AbortSignal.any([signal, cancelled.signal]);
  const startedAt = performance.now();
  let words = 0;
  let onAbort = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        onAbort = () => controller.error(signal.reason);
        signal.addEventListener("abort", onAbort, { once: true });
      },
      async pull(controller) {
        const next = frames.next();
        if (next.done) {
          signal.removeEventListener("abort", onAbort);
          controller.close();
          return;
        }
        words += next.value.words;
        const waitMs = startedAt + (words / wordsPerSecond) * 1000 - performance.now();
        if (waitMs >= shortestWaitMs) {
          const isOver = await wait(waitMs, false, { signal: either }).catch(() => true);
          if (isOver) return;
        }
        if (!either.aborted) controller.enqueue(encoder.encode(next.value.frame));
      },
      cancel() {
        signal.removeEventListener("abort", onAbort);
        cancelled.abort();
      },
    },
    { highWaterMark: 0 },
  );
}
