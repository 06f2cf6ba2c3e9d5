/** Owns: taking up a run again that waited for a person, by whichever process comes first. */
import type { Effort } from "#lib/core/effort.ts";
import { AppError } from "#lib/core/errors.ts";
import { database } from "#lib/db/client.ts";
import { fromRow } from "#lib/db/events.ts";
import { fromColumn } from "#lib/db/time.ts";
import type { Brief } from "#lib/reasoning/brief.ts";
import type { RunStart } from "#lib/reasoning/event.ts";
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

/** What was asked for with the run, and the newest wishes of whoever asked. */
export async function readSaid(runId: string): Promise<{ start: RunStart | null; brief: Brief | null }> {
  const where = { runId, type: { in: ["run-start", "run-resume"] } };
  const rows = await database().client.runEvent.findMany({ where, orderBy: { seq: "asc" } });
  const said = rows.map((row) => fromRow(runId, { ...row, at: fromColumn(row.at) }));
  const start = said.find((event) => event.type === "run-start") ?? null;
  const brief = said.findLast((event) => "brief" in event && event.brief !== undefined);
  return { start, brief: (brief && "brief" in brief && brief.brief) || null };
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
  const { start: said, brief } = await readSaid(runId);
  const { conversationId, turnId, userId, modelId, effortAsked, continuesRunId, outputLimit, mostSteps, epoch } = row;
  return {
    runId,
    ...{ conversationId, turnId, userId, modelId, continuesRunId, outputLimit, mostSteps, epoch },
    effortAsked: effortAsked as Effort,
    tools: said?.tools ?? null,
    timeZone: said?.timeZone ?? null,
    origin: said?.origin ?? null,
    brief,
    isSpokenTo: false,
    begun: { view, lastAt: (await readLastAt(view)) ?? 0 },
  };
}
