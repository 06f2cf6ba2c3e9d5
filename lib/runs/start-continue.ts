import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { isEnded, type RunStatus } from "#lib/reasoning/event.ts";
import { unfinishedThoughtOf } from "./unfinished-thought.ts";
import { readViews } from "./views.ts";

const field = "continueRunId";

/**
 * Whether a run of this turn can be continued: it has ended, and there is thinking in it that can be read. Throws AppError
 * naming `continueRunId`: not-found, bad-request, conflict.
 */
export async function checkContinued(viewer: Viewer, turnId: string, runId: string): Promise<void> {
  const where = { id: runId, userId: viewer.userId, conversation: { deletedAt: null } };
  const run = await database().client.run.findFirst({ where, select: { turnId: true, status: true } });
  if (run === null) throw new AppError("not-found", { field });
  if (run.turnId !== turnId) {
    throw new AppError("bad-request", { field, message: "continueRunId is no answer to the message of this turnId." });
  }
  if (!isEnded(run.status as RunStatus)) {
    throw new AppError("conflict", { field, message: "The answer to continue is still being written." });
  }
  const [view] = await readViews([runId]);
  if (view === undefined || unfinishedThoughtOf(view) === null) {
    const message = "The answer to continue has no thinking that can be read, so there is nothing to answer from.";
    throw new AppError("bad-request", { field, message, suggestion: "Ask again without continueRunId." });
  }
}
