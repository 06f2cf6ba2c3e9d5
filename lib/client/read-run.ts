/**
 * Owns: reading a run from a program that is not our page, in a browser or in Node. Needs `fetch` and nothing of a framework or of our
 * stores. How to use it: `lib/wire/REASONING-DELTA.md`.
 */
import type { RunEvent } from "#lib/reasoning/event.ts";
import { makeReasoningDeltas, type ReasoningDelta } from "#lib/wire/reasoning-delta.ts";
import { browserSurroundings } from "./surroundings.ts";
import { watchRun } from "./watch-run.ts";

/** One for all readings: it listens to the page as long as that is there. */
const surroundings = browserSurroundings();

export interface ReadRunOptions {
  /** Where Aloud is, for example `http://127.0.0.1:3000`; absent: where the page came from. */
  baseUrl?: string;
  /** An API key. Absent: the person at this machine. */
  key?: string;
  /** The number of the last event already known; 0 reads from the beginning. */
  after?: number;
  /** Whether each event of a thought is followed by a `reasoning_delta`. */
  reasoningDeltas?: boolean;
  signal?: AbortSignal;
  /** Hears that the line is lost, and that it is back. Reading goes on by itself. */
  onLine?: (state: "lost" | "live") => void;
  fetch?: typeof fetch;
  /** How long the line may be silent before it is taken for dead; the server speaks every ten seconds. */
  silenceMs?: number;
}

/** The server will not give this run: there is none by that id, or not for whoever asks. */
export class RunRefused extends Error {
  /** Of HTTP. */
  readonly status: number;

  constructor(runId: string, status: number) {
    super(`The run ${runId} cannot be read: the server answered ${status}.`);
    this.name = "RunRefused";
    this.status = status;
  }
}

/**
 * The run's events, each once and in order, as they happen, up to `run-end`: through lost lines and restarts of the server, until `signal`
 * aborts. To go on later, keep the last event's `seq` and give it as `after`. Snapshots are made here, of the events, so that they cost
 * the network nothing; with `reasoningDeltas` and `after` what was before is read once more for them, and not given again. Throws
 * `RunRefused`.
 */
export async function* readRun(runId: string, options: ReadRunOptions = {}): AsyncGenerator<RunEvent | ReasoningDelta, void> {
  const { key, after = 0, onLine, signal = new AbortController().signal, reasoningDeltas = false } = options;
  const deltas = reasoningDeltas ? makeReasoningDeltas() : null;
  const tail = watchRun(runId, {
    ...options,
    signal,
    after: deltas ? 0 : after,
    surroundings,
    ...(key !== undefined && { headers: { authorization: `Bearer ${key}` }, hasGaps: true }),
  });
  for await (const message of tail) {
    switch (message.kind) {
      case "events":
        for (const event of message.events) {
          const grown = deltas?.next(event) ?? [];
          if (event.seq <= after) continue;
          yield event;
          yield* grown;
        }
        break;
      case "lost":
      case "live":
        onLine?.(message.kind);
        break;
      case "gone":
        throw new RunRefused(runId, message.status ?? 0);
      default:
        message satisfies never;
    }
  }
}
