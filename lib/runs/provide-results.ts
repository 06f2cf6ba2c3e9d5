/** Owns: what whoever asked brings back of the tools that were handed to it, with which its run goes on. */
import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import { storable, storableValue } from "#lib/core/storable.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { ring } from "#lib/db/wake.ts";
import type { Brief } from "#lib/reasoning/brief.ts";
import type { OwnRun } from "./own-run.ts";
import { isLeft } from "./resume.ts";
import { readSaid, takenUp } from "./said.ts";
import { notWaiting, type Result, storeOutcomes } from "./store-outcomes.ts";
import { withRoom } from "./worker.ts";

const patience = { maxWait: 10_000, timeout: 10_000 };

/**
 * Stores what came of the calls that were handed over and takes the run up again, in one transaction; calls without a result get an
 * error that says so. `brief`: the wishes from now on; absent: as before, but for which tool is to be called. `after`: the last event before
 * the run went on. Throws AppError: not-found; conflict when the run does not wait for exactly these; too-many, shutting-down. Then
 * nothing was written.
 */
export async function provideResults(
  viewer: Viewer,
  runId: string,
  results: readonly Result[],
  brief?: Brief,
): Promise<{ after: number }> {
  await checkRun(viewer, runId);
  if (!(await isLeft(runId))) throw notWaiting();
  const told = results.map(({ text, ...rest }) => ({ ...rest, text: storable(text) }));
  const own = await withRoom(() => takeUpWith(runId, told, brief && storableValue(brief)), runId);
  ring(runId);
  ring(viewer.userId);
  return { after: (own.begun?.view.seq ?? 1) - 1 };
}

async function checkRun({ userId }: Viewer, runId: string): Promise<void> {
  const where = { id: runId, userId, conversation: { deletedAt: null } };
  if (!isId("run", runId) || (await database().client.run.count({ where })) === 0) throw new AppError("not-found");
}

async function takeUpWith(runId: string, results: readonly Result[], brief: Brief | undefined): Promise<OwnRun> {
  const said = await readSaid(runId);
  const isNews = brief !== undefined && JSON.stringify(brief) !== JSON.stringify(said.brief);
  const row = await database().client.$transaction(async (transaction) => {
    const where = { id: runId, status: "waiting", cancelRequestedAt: null };
    // What was pressed of an earlier answer does not cut the next.
    const data = { status: "running", waitsUntil: null, answerNowAt: null, epoch: { increment: 1 } };
    if ((await transaction.run.updateMany({ where, data })).count === 0) throw notWaiting();
    await storeOutcomes(transaction, runId, results, [{ type: "run-resume", ...(isNews && { brief }) }]);
    return transaction.run.findUniqueOrThrow({ where: { id: runId } });
  }, patience);
  const own = await takenUp(row, { ...said, brief: brief ?? withoutChoice(said.brief) }, { isSpokenTo: true, isResumed: true });
  return { ...own, stepsBefore: own.begun?.view.steps.length ?? 0 };
}

/** Which tool to call was said of the answer before. */
function withoutChoice(brief: Brief | null): Brief | null {
  if (brief?.settings === undefined) return brief;
  const { toolChoice: _, ...settings } = brief.settings;
  return { ...brief, settings };
}
