/** Owns: taking up a run again that waited for a person, by whichever process comes first. */
import type { Effort } from "#lib/core/effort.ts";
import { AppError } from "#lib/core/errors.ts";
import { database } from "#lib/db/client.ts";
import { engine } from "./engine.ts";
import type { OwnRun } from "./own-run.ts";
import { foldLog, readLastAt } from "./views.ts";
import { withRoom } from "./worker.ts";

/**
 * Takes the run up when everything it asked is decided, and resolves when it is this process's own. False: something is
 * still to be decided, another owner has it, or there is no room at the moment, in which case a later look takes it up.
 */
export async function resumeRun(runId: string): Promise<boolean> {
  for (let live = engine().live.get(runId); live !== undefined; live = engine().live.get(runId)) {
    if (!live.isLeaving && (await live.isOwn)) return false;
    await live.ended;
  }
  try {
    await withRoom(() => takeUp(runId), runId);
    return true;
  } catch (error) {
    if (AppError.is(error) && ["conflict", "too-many", "shutting-down"].includes(error.code)) return false;
    throw error;
  }
}

async function takeUp(runId: string): Promise<OwnRun> {
  const row = await database().client.$transaction(async (transaction) => {
    const data = { status: "running", waitsUntil: null, epoch: { increment: 1 } };
    const { count } = await transaction.run.updateMany({ where: { id: runId, status: "waiting" }, data });
    if (count === 0) throw new AppError("conflict");
    const open = await transaction.toolCall.count({ where: { runId, state: "requested" } });
    if (open > 0) throw new AppError("conflict");
    return transaction.run.findUniqueOrThrow({ where: { id: runId } });
  });
  const view = await foldLog(runId);
  const [start] = await database().log.read(runId, 0, 1);
  const said = start?.type === "run-start" ? start : null;
  const { conversationId, turnId, userId, modelId, effortAsked, continuesRunId, outputLimit, mostSteps, epoch } = row;
  return {
    runId,
    ...{ conversationId, turnId, userId, modelId, continuesRunId, outputLimit, mostSteps, epoch },
    effortAsked: effortAsked as Effort,
    tools: said?.tools ?? null,
    timeZone: said?.timeZone ?? null,
    begun: { view, lastAt: (await readLastAt(view)) ?? 0 },
  };
}
