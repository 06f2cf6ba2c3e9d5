/** Owns: whether an answer failed before anything of it was there, which is told by an HTTP status and not in a stream. */
import type { RunError, RunEvent } from "#lib/reasoning/event.ts";
import type { Batches } from "./batches.ts";
import { orNull } from "./keep-alive.ts";
import { runErrorOf } from "./run-error.ts";

/**
 * How long a refusal may take to be told by a status. A provider that is slower is not waited for: the first chunk carries the id by
 * which the answer is controlled and leaves before the first token.
 */
const firstSignMs = 500;

export interface FirstSign {
  /** It failed, and nothing was said. */
  failure: RunError | null;
  /** All of it, what was read included. */
  batches: AsyncGenerator<RunEvent[] | "silence", void>;
}

/** Reads until the provider began to answer, something was said, the end, or until `mostMs` went by. What reading throws is thrown here. */
export async function untilFirstSign(source: Batches, mostMs = firstSignMs): Promise<FirstSign> {
  const reading = source[Symbol.asyncIterator]();
  const until = performance.now() + mostMs;
  const read: (RunEvent[] | "silence")[] = [];
  let next: Promise<IteratorResult<RunEvent[] | "silence">> | null = null;
  let sign: RunEvent | undefined;
  let isOver = false;
  while (sign === undefined && !isOver) {
    next ??= reading.next();
    const result = await orNull(next, Math.max(0, until - performance.now()));
    if (result === null) break;
    next = null;
    if (result.done) isOver = true;
    else read.push(result.value);
    if (!result.done && result.value !== "silence") sign = result.value.find(isSign);
  }

  async function* all(): AsyncGenerator<RunEvent[] | "silence", void> {
    try {
      yield* read;
      while (!isOver) {
        const result = await (next ?? reading.next());
        next = null;
        if (result.done) return;
        yield result.value;
      }
    } finally {
      await reading.return?.();
    }
  }
  return { failure: sign?.type === "run-end" ? failureOf(sign) : null, batches: all() };
}

function failureOf({ status, error }: Extract<RunEvent, { type: "run-end" }>): RunError | null {
  return status === "failed" || status === "interrupted" ? (error ?? runErrorOf(status)) : null;
}

/** Retries and tools at work are none: what comes of them is still to be seen. */
function isSign(event: RunEvent): boolean {
  switch (event.type) {
    case "text-delta":
    case "reasoning-delta":
    case "tool-call":
    case "run-wait":
    case "run-end":
      return true;
    case "status":
      return event.code === "first-byte";
    default:
      return false;
  }
}
