/**
 * Owns: reading a run from a number on, first what was, then what comes, until its end. Readers pull; nothing is kept
 * for one that does not, and nobody waits for it.
 */
import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { listen } from "#lib/db/wake.ts";
import { isEnded, type RunEvent, type RunStatus } from "#lib/reasoning/event.ts";
import { engine } from "./engine.ts";

export interface WatchOptions {
  /** The number of the last event the reader has; 0 for none. */
  after: number;
  signal: AbortSignal;
  /** Only a run that was asked with this key; null: with any and with none. */
  keyId?: string | null;
}

export type Watch = AsyncGenerator<RunEvent[] | "silence", void, void>;

/** Events handed over at once at the most. */
const mostEvents = 200;
/** A ring may be lost between processes; looking again by itself bounds what that costs. */
const lookAgainMs = 1_000;
const silenceMs = 10_000;

/**
 * Checks the run and the number, then returns the batches after it: each event once, in order, without a gap, only once
 * committed; "silence" after ten seconds without any. Ends after `run-end`, when the signal aborts and when the run is
 * deleted. Throws AppError: not-found, bad-request (`after`).
 */
export async function openWatch(viewer: Viewer, runId: string, { after, signal, keyId = null }: WatchOptions): Promise<Watch> {
  if (!Number.isSafeInteger(after) || after < 0) throw wrongCursor("after must be a whole number, 0 or more.");
  const state = await readState(viewer, runId, keyId);
  if (state === null) throw new AppError("not-found");
  if (after > state.lastSeq) throw wrongCursor(`after is ${after}, but the run has only ${state.lastSeq} events yet.`);
  return follow(viewer, runId, after, signal);
}

/** `openWatch` as one generator: what is wrong is thrown by the first `next()`. */
export async function* watchRun(viewer: Viewer, runId: string, options: WatchOptions): Watch {
  yield* await openWatch(viewer, runId, options);
}

async function* follow(viewer: Viewer, runId: string, after: number, signal: AbortSignal): Watch {
  const listener = listen(runId);
  let seq = after;
  let quietSince = performance.now();
  try {
    while (!signal.aborted) {
      const shared = engine().hub.read(runId, seq, mostEvents);
      const events = shared ?? (await database().log.read(runId, seq, mostEvents));
      const last = events.at(-1);
      if (last !== undefined) {
        seq = last.seq;
        yield events;
        if (last.type === "run-end") return;
        quietSince = performance.now();
        continue;
      }
      // While the hub has the run it is alive here and its end will ring; otherwise its row knows.
      if (shared === null && (await isOver(viewer, runId, seq))) return;
      if (performance.now() - quietSince >= silenceMs) {
        yield "silence";
        quietSince = performance.now();
      }
      await listener.wait(signal, lookAgainMs);
    }
  } finally {
    listener.close();
  }
}

interface RunState {
  status: RunStatus;
  lastSeq: number;
}

/** Deleted, or ended and read to its end. */
async function isOver(viewer: Viewer, runId: string, seq: number): Promise<boolean> {
  const state = await readState(viewer, runId);
  return state === null || (isEnded(state.status) && seq >= state.lastSeq);
}

async function readState(viewer: Viewer, runId: string, keyId: string | null = null): Promise<RunState | null> {
  if (!isId("run", runId)) return null;
  const row = await database().client.run.findFirst({
    where: { id: runId, userId: viewer.userId, ...(keyId !== null && { keyId }), conversation: { deletedAt: null } },
    select: { status: true, lastSeq: true },
  });
  return row && { status: row.status as RunStatus, lastSeq: row.lastSeq };
}

function wrongCursor(message: string): AppError {
  return new AppError("bad-request", { field: "after", message });
}
