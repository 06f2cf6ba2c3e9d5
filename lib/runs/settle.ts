/** Owns: getting the end of a run stored, however long the storage is in trouble. A run without an end is a promise broken. */
import { setTimeout as sleep } from "node:timers/promises";
import { database } from "#lib/db/client.ts";
import type { Ending } from "./writer.ts";

const longestPauseMs = 5_000;

/** Repeats `attempt` until it does not throw; each failure is told to `report`. Does not keep the process alive. */
export async function insist<T>(attempt: (triedBefore: number) => Promise<T>, report: (error: unknown) => void): Promise<T> {
  for (let tried = 0, pauseMs = 100; ; tried++, pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await attempt(tried);
    } catch (error) {
      report(error);
    }
    await sleep(pauseMs, undefined, { ref: false });
  }
}

/**
 * Stores what a run is left with by `store`, on a retry without what is there already. False: another owner has the run,
 * nothing was written.
 */
export async function storeEnding(ending: Ending, isRetry: boolean, store: (left: Ending) => Promise<boolean>): Promise<boolean> {
  const left = isRetry || ending.isDoubtful ? await withoutStored(ending) : ending;
  if (left === null) return false;
  return left.events.length === 0 || (await store(left));
}

/**
 * A transaction whose answer was lost may have committed all the same: what is in the log already is not written again.
 * Null when something else is there under our numbers.
 */
async function withoutStored(ending: Ending): Promise<Ending | null> {
  const first = ending.events[0];
  if (first === undefined) return ending;
  const stored = await database().log.read(ending.runId, first.seq - 1, ending.events.length);
  const isOurs = stored.every((event, index) => {
    const mine = ending.events[index];
    return mine?.type === event.type && mine.at === event.at;
  });
  return isOurs ? { ...ending, events: ending.events.slice(stored.length) } : null;
}
