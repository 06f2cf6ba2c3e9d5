/**
 * Owns: turning a submit into one run. Everything is checked first; then conversation, turn, run and head are written in
 * one transaction; then the process executes the run. The request may go away at any moment after that.
 */
import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { type StartExtra, storableExtra } from "./start-extra.ts";
import { readStartInput, type StartInput, type StartRequest } from "./start-input.ts";
import { chooseModel } from "./start-model.ts";
import { findPlace } from "./start-place.ts";
import { storeStart } from "./start-store.ts";
import { withRoom } from "./worker.ts";

export interface StartResult {
  conversationId: string;
  turnId: string;
  runId: string;
  /** False when this clientRequestId had started it before. */
  isNew: boolean;
  /** The last event of what was brought along; what the run itself does comes after it. */
  after: number;
}

/**
 * - `text` alone: a new conversation.
 * - `text` and `parentRunId`: a turn that replies to that run.
 * - `text` and `conversationId`: another first turn of that conversation.
 * - `turnId` alone: another run for that turn; with `continueRunId`, one that answers from that run's unfinished thought.
 *
 * A `conversationId` beside the others must be theirs. Throws AppError: bad-request and too-large (with the field),
 * not-found, conflict, model-unknown, request-id-reused, too-many, shutting-down. Then nothing was written.
 */
export async function startRun(viewer: Viewer, input: StartInput, extra: StartExtra = {}): Promise<StartResult> {
  const request = readStartInput(input, extra);
  const told = storableExtra(extra);
  try {
    const stored = await withRoom(async (runId) => {
      const place = await findPlace(viewer, request.target);
      const choice = await chooseModel(viewer, request, place);
      return storeStart(viewer, request, runId, place, choice, told);
    });
    const { conversationId, turnId, runId, begun } = stored;
    return { conversationId, turnId, runId, isNew: true, after: begun?.view.seq ?? 0 };
  } catch (error) {
    // Whatever is in its way, the same submit may have come before: the database takes its id once.
    const first = await findEarlier(viewer, request);
    if (first === null) throw error;
    return first;
  }
}

/** The run that was started with this id before; null when none was. Throws AppError("request-id-reused"). */
export async function findEarlier(
  viewer: Viewer,
  request: Pick<StartRequest, "clientRequestId" | "hash">,
): Promise<StartResult | null> {
  const run = await database().client.run.findUnique({
    where: { userId_clientRequestId: { userId: viewer.userId, clientRequestId: request.clientRequestId } },
    select: { id: true, conversationId: true, turnId: true, requestHash: true },
  });
  if (run === null) return null;
  if (run.requestHash !== request.hash) throw new AppError("request-id-reused", { field: "clientRequestId" });
  const after = await importedUpTo(run.id);
  return { conversationId: run.conversationId, turnId: run.turnId, runId: run.id, isNew: false, after };
}

/** The last event of what was brought along with a run; 0 when nothing was. */
async function importedUpTo(runId: string): Promise<number> {
  const [first] = await database().log.read(runId, 0, 1);
  if (first?.type !== "run-start" || !first.isImported) return 0;
  const where = { runId, type: { in: ["run-resume", "run-end"] } };
  const own = await database().client.runEvent.findFirst({ where, orderBy: { seq: "asc" }, select: { seq: true } });
  if (own !== null) return own.seq - 1;
  const { lastSeq } = await database().client.run.findUniqueOrThrow({ where: { id: runId }, select: { lastSeq: true } });
  return lastSeq;
}
