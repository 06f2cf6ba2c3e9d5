/** Owns: taking up a run again that waited for a person, by whichever process comes first. */
import { AppError } from "#lib/core/errors.ts";
import { database } from "#lib/db/client.ts";
import { ring } from "#lib/db/wake.ts";
import { engine } from "./engine.ts";
import type { OwnRun } from "./own-run.ts";
import { readSaid, takenUp } from "./said.ts";
import { withRoom } from "./worker.ts";

/**
 * Takes the run up when everything it asked is decided, and resolves when it is this process's own. False: something is
 * still to be decided or to come, another owner has it, or there is no room at the moment, in which case a later look takes it up.
 */
export async function resumeRun(runId: string): Promise<boolean> {
  if (!(await isLeft(runId))) return false;
  try {
    await withRoom(() => takeUp(runId), runId);
    return true;
  } catch (error) {
    if (AppError.is(error) && ["conflict", "too-many", "shutting-down"].includes(error.code)) return false;
    throw error;
  }
}

/** Whether this process has nothing to do with the run; where it is being left to wait, that is waited for. */
export async function isLeft(runId: string): Promise<boolean> {
  for (let live = engine().live.get(runId); live !== undefined; live = engine().live.get(runId)) {
    if (!live.isLeaving && (await live.isOwn)) return false;
    await live.ended;
  }
  return true;
}

async function takeUp(runId: string): Promise<OwnRun> {
  const row = await database().client.$transaction(async (transaction) => {
    const data = { status: "running", waitsUntil: null, epoch: { increment: 1 } };
    const { count } = await transaction.run.updateMany({ where: { id: runId, status: "waiting" }, data });
    if (count === 0) throw new AppError("conflict");
    const open = await transaction.toolCall.count({ where: { runId, state: { in: ["requested", "handed"] } } });
    if (open > 0) throw new AppError("conflict");
    return transaction.run.findUniqueOrThrow({ where: { id: runId } });
  });
  ring(row.userId);
  return takenUp(row, await readSaid(runId), { isSpokenTo: false });
}
