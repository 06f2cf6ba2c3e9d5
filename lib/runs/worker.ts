/**
 * Owns: which runs this process executes, how many at once, and its look at the database for wishes of other processes.
 * A run belongs to the process: nothing here knows of requests or readers.
 */
import { setImmediate as turn } from "node:timers/promises";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { logIncident } from "#lib/core/log.ts";
import { database } from "#lib/db/client.ts";
import { cutRun, engine, type LiveRun } from "./engine.ts";
import { executeRun } from "./execute.ts";
import type { OwnRun } from "./own-run.ts";
import { endUnfinished } from "./recover.ts";

/** Beyond this many at once a new run is refused rather than kept waiting. */
export const mostLiveRuns = 250;
const beatMs = 1_000;

export interface WorkerHealth {
  /** Whether it takes new runs. */
  isAccepting: boolean;
  liveRuns: number;
  mostLiveRuns: number;
  /** Live runs that wait for the store to take what they have. */
  unsavedRuns: number;
}

export function workerHealth(): WorkerHealth {
  const { live, isDraining } = engine();
  const unsavedRuns = [...live.values()].filter(({ isUnsaved }) => isUnsaved).length;
  return { isAccepting: !isDraining, liveRuns: live.size, mostLiveRuns, unsavedRuns };
}

/**
 * Counts a run as live while `store` writes it as this process's own, then executes it, apart from whoever asked.
 * Throws AppError: shutting-down, too-many, conflict when this process has the run already, and what `store` throws.
 */
export async function withRoom(store: (runId: string) => Promise<OwnRun>, runId = newId("run")): Promise<OwnRun> {
  const state = engine();
  if (state.isDraining) throw new AppError("shutting-down");
  if (state.live.size >= mostLiveRuns) throw new AppError("too-many");
  if (state.live.has(runId)) throw new AppError("conflict");
  const live: LiveRun = {
    runId,
    cut: null,
    abort: new AbortController(),
    answerNow: new AbortController(),
    isUnsaved: false,
    isOwn: Promise.resolve(false),
    isLeaving: false,
    ended: Promise.resolve(),
  };
  state.live.set(runId, live);
  state.beat ??= setInterval(() => void lookForWishes(), beatMs).unref();
  const stored = store(runId);
  live.isOwn = stored.then(
    () => true,
    () => false,
  );
  live.ended = execute(stored, live);
  return await stored;
}

async function execute(stored: Promise<OwnRun>, live: LiveRun): Promise<void> {
  let isWaiting = false;
  try {
    // What storing throws is met by whoever asked.
    const run = await stored.catch(() => null);
    if (run === null) return;
    // Whoever asked is answered first.
    await turn();
    isWaiting = (await executeRun(run, live)) === "waiting";
  } catch (error) {
    logIncident({ during: `The run ${live.runId} was left unfinished`, error });
  } finally {
    engine().live.delete(live.runId);
  }
  if (isWaiting) await endIfStopped(live.runId);
}

/** Stop may have been pressed while the run was being left to wait for a person: then nobody else ends it. */
async function endIfStopped(runId: string): Promise<void> {
  try {
    const where = { id: runId, status: "waiting", cancelRequestedAt: { not: null } };
    if ((await database().client.run.count({ where })) > 0) await endUnfinished({ id: runId });
  } catch (error) {
    logIncident({ during: `Whether ${runId} was stopped could not be read`, error });
  }
}

/** What was pressed in another process is a row here; in this one nothing waits for this look. */
async function lookForWishes(): Promise<void> {
  const state = engine();
  if (state.live.size === 0) {
    clearInterval(state.beat);
    state.beat = undefined;
    return;
  }
  try {
    const wished = { OR: [{ cancelRequestedAt: { not: null } }, { answerNowAt: { not: null } }] };
    const runs = await database().client.run.findMany({
      where: { id: { in: [...state.live.keys()] }, ...wished },
      select: { id: true, cancelRequestedAt: true },
    });
    for (const { id, cancelRequestedAt } of runs) {
      const live = state.live.get(id);
      if (live === undefined) continue;
      if (cancelRequestedAt === null) live.answerNow.abort();
      else cutRun(live, { kind: "reader" });
    }
  } catch (error) {
    logIncident({ during: "What other processes wished of runs could not be read", error });
  }
}
