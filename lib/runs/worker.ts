/**
 * Owns: which runs this process executes, how many at once, and its look at the database for wishes of other processes.
 * A run belongs to the process: nothing here knows of requests or readers.
 */
import { AppError } from "#lib/core/errors.ts";
import { database } from "#lib/db/client.ts";
import { claimRun } from "./claim.ts";
import { cutRun, engine, type LiveRun } from "./engine.ts";
import { executeRun } from "./execute.ts";
import { logTrouble } from "./report.ts";
import { insist } from "./settle.ts";

/** Beyond this many at once a new run is refused rather than kept waiting. */
export const mostLiveRuns = 250;
const beatMs = 1_000;

export interface WorkerHealth {
  /** Whether it takes new runs. */
  isAccepting: boolean;
  liveRuns: number;
  mostLiveRuns: number;
}

export function workerHealth(): WorkerHealth {
  const { live, isDraining } = engine();
  return { isAccepting: !isDraining, liveRuns: live.size, mostLiveRuns };
}

/** Counts a run as live while `start` stores it, then takes it up. Throws AppError: shutting-down, too-many. */
export async function withRoom<T extends { runId: string }>(start: () => Promise<T>): Promise<T> {
  const state = engine();
  if (state.isDraining) throw new AppError("shutting-down");
  if (state.live.size + state.starting >= mostLiveRuns) throw new AppError("too-many");
  state.starting += 1;
  try {
    const started = await start();
    takeUp(started.runId);
    return started;
  } finally {
    state.starting -= 1;
  }
}

/** Starts executing a queued run, apart from whoever asked. */
export function takeUp(runId: string): LiveRun {
  const state = engine();
  const earlier = state.live.get(runId);
  if (earlier !== undefined) return earlier;
  const live: LiveRun = { runId, cut: null, abort: new AbortController(), ended: Promise.resolve() };
  state.live.set(runId, live);
  live.ended = claimAndExecute(live)
    .catch((error) => logTrouble(`The run ${runId} was left unfinished`, error))
    .finally(() => state.live.delete(runId));
  state.beat ??= setInterval(() => void lookForStops(), beatMs).unref();
  return live;
}

/** A Stop pressed in another process is a row here; in this one it does not wait for this look. */
async function lookForStops(): Promise<void> {
  const state = engine();
  if (state.live.size === 0) {
    clearInterval(state.beat);
    state.beat = undefined;
    return;
  }
  try {
    const stopped = await database().client.run.findMany({
      where: { id: { in: [...state.live.keys()] }, cancelRequestedAt: { not: null } },
      select: { id: true },
    });
    for (const { id } of stopped) {
      const live = state.live.get(id);
      if (live !== undefined) cutRun(live, { kind: "reader" });
    }
  } catch (error) {
    logTrouble("Stops of other processes could not be read", error);
  }
}

async function claimAndExecute(live: LiveRun): Promise<void> {
  const { runId } = live;
  const report = (error: unknown) => logTrouble(`The run ${runId} could not be claimed yet`, error);
  const run = await insist(() => claimRun(runId, engine().clock.now()), report);
  if (run !== null) await executeRun(run, live);
}
