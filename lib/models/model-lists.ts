/**
 * Owns: the providers' lists of models, asked for with patience but once: the first caller waits at most the timeout, later
 * ones get what is known while it is asked again behind their backs. A provider that does not answer breaks nothing.
 */
import { type Clock, systemClock } from "#lib/core/clock.ts";
import { remember } from "#lib/core/remember.ts";
import type { Connection } from "./connection.ts";
import type { ListedModel } from "./discover.ts";
import { type Failure, failure, failureOf } from "./failures.ts";

const freshMs = 5 * 60_000;
const afterFailureMs = 30_000;
const timeoutMs = 3_000;
const mostLists = 200;

export interface ModelList {
  /** Model id -> what its entry says, in the order to show; null when it was never had. */
  models: Map<string, ListedModel> | null;
  /** Why it could not be had when it was last asked for. */
  failure: Failure | null;
}

interface Entry extends ModelList {
  askedAt: number;
  asking: Promise<void> | null;
  /** Resolves when the first question was answered or given up. */
  first: Promise<void>;
}

export interface ListOptions {
  clock?: Clock;
  patienceMs?: number;
  /** Waits for an answer from now. */
  isFresh?: boolean;
}

/** Never throws. */
export async function listOf(
  { list, listKey }: Pick<Connection, "list" | "listKey">,
  { clock = systemClock, patienceMs = timeoutMs, isFresh = false }: ListOptions = {},
): Promise<ModelList> {
  if (list === null) return { models: null, failure: null };
  const entries = remember("models.lists", () => new Map<string, Entry>());
  const known = entries.get(listKey);
  const entry = known ?? { models: null, failure: null, askedAt: 0, asking: null, first: Promise.resolve() };
  const ask = () => {
    entry.askedAt = clock.now();
    entry.asking ??= askFor(list, patienceMs).then((answer) => {
      entry.models = answer.models ?? entry.models;
      entry.failure = answer.failure;
      entry.asking = null;
    });
    return entry.asking;
  };
  if (known === undefined) {
    makeRoom(entries);
    entries.set(listKey, entry);
    entry.first = ask();
  }
  await entry.first;
  if (known !== undefined && isFresh) await ask();
  else if (clock.now() - entry.askedAt >= (entry.failure ? afterFailureMs : freshMs)) void ask();
  return { models: entry.models, failure: entry.failure };
}

async function askFor(list: NonNullable<Connection["list"]>, patienceMs: number): Promise<ModelList> {
  try {
    return { models: await within(list, patienceMs), failure: null };
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    const named = isLate ? failure("provider-stall") : failureOf(error);
    // What cannot be read is not a list, whatever it was that broke.
    return { models: null, failure: named.code === "internal" ? failure("provider-bad-response") : named };
  }
}

/** A provider's own code is not trusted to heed the signal. */
async function within<T>(work: (signal: AbortSignal) => Promise<T>, ms: number): Promise<T> {
  const signal = AbortSignal.timeout(Math.min(ms, 2 ** 31 - 1));
  let onAbort = () => {};
  const late = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([work(signal), late]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** Lists of connections that were changed or removed are not kept for ever. */
function makeRoom(entries: Map<string, Entry>): void {
  const oldest = entries.keys().next().value;
  if (entries.size >= mostLists && oldest !== undefined) entries.delete(oldest);
}
