import { setTimeout as sleep } from "node:timers/promises";
import { cutRun, engine } from "./engine.ts";

/** How long the ends of runs that were cut may take to be stored. */
const endingMs = 3_000;
const lookMs = 20;

export function isDraining(): boolean {
  return engine().isDraining;
}

/**
 * Takes no new runs from now on, waits at most `ms` for the live ones, then ends the rest as interrupted (`shutdown`) and
 * waits for their ends to be stored, at most three seconds more. What even that misses is ended at the next start.
 */
export async function drainRuns(ms: number): Promise<void> {
  engine().isDraining = true;
  await untilIdle(ms, () => {});
  await untilIdle(endingMs, () => {
    for (const live of engine().live.values()) cutRun(live, { kind: "shutdown" });
  });
}

async function untilIdle(withinMs: number, each: () => void): Promise<void> {
  const state = engine();
  const giveUpAt = performance.now() + withinMs;
  while (state.live.size > 0 && performance.now() < giveUpAt) {
    each();
    await sleep(lookMs);
  }
}
