import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import { storable } from "#lib/core/storable.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { toColumn } from "#lib/db/time.ts";
import { isEnded, type RunStatus, unfinishedStatuses } from "#lib/reasoning/event.ts";
import { cutRun, engine } from "./engine.ts";
import { endUnfinished, endUnprovided } from "./recover.ts";
import { isLeft } from "./resume.ts";
import type { Result } from "./store-outcomes.ts";
import { foldLog } from "./views.ts";

const isLive = { status: { in: ["queued", "running"] } };
const isUnfinished = { status: { in: unfinishedStatuses } };

/**
 * Stops a run. The wish is durable when this resolves; the run then keeps what it has and ends as `stopped`, without a
 * model call when there was none yet. Nothing happens to a run that has ended. Throws AppError("not-found").
 */
export async function cancelRun(viewer: Viewer, runId: string): Promise<void> {
  await findRun(viewer, runId);
  await requestStop({ id: runId });
}

/**
 * Cuts the thinking of a run and has it answer from what is thought so far. The wish is durable when this resolves; wished
 * again, also after the end, nothing more happens. Throws AppError: not-found, and conflict when the answer is being written
 * already, waits for a tool or a person, is being stopped or has ended.
 */
export async function answerNow(viewer: Viewer, runId: string): Promise<void> {
  if ((await findRun(viewer, runId)).answerNowAt !== null) return;
  const { status, waitsFor, parts, steps } = await foldLog(runId);
  if (waitsFor === "client") throw notThinking("The run waits for the client that asked to run its tools.");
  if (status === "waiting") throw notThinking("The run waits for you to allow or refuse a tool.");
  if (!isEnded(status)) {
    const isAtWork = parts.some((part) => part.kind === "tool" && part.endedAt === null);
    if (isAtWork) throw notThinking("A tool is at work.");
    const step = steps.at(-1)?.step;
    const isWriting = parts.some((part) => part.kind === "text" && part.step === step && part.text.trim() !== "");
    if (isWriting) throw notThinking("The answer is already being written.");
  }
  const wished = await database().client.run.updateMany({
    where: { id: runId, ...isLive, cancelRequestedAt: null, answerNowAt: null },
    data: { answerNowAt: toColumn(engine().clock.now()) },
  });
  if (wished.count === 0) {
    const now = await findRun(viewer, runId);
    if (now.answerNowAt !== null) return;
    throw notThinking(isEnded(now.status as RunStatus) ? "The answer has ended already." : "The answer is being stopped.");
  }
  // A run of another process hears of it at that one's next look.
  engine().live.get(runId)?.answerNow.abort();
}

function notThinking(message: string): AppError {
  return new AppError("conflict", { message, suggestion: "Only thinking that is still going on can be cut short." });
}

async function findRun(viewer: Viewer, runId: string) {
  if (!isId("run", runId)) throw new AppError("not-found");
  const where = { id: runId, userId: viewer.userId, conversation: { deletedAt: null } };
  const run = await database().client.run.findFirst({ where, select: { status: true, answerNowAt: true } });
  if (run === null) throw new AppError("not-found");
  return run;
}

/**
 * The client went on without an answer to its results, or without any: a run that waits for them ends with what it has and these. Throws
 * AppError: not-found, and conflict when it waits, and not for exactly these.
 */
export async function endHanded(viewer: Viewer, runId: string, results: readonly Result[] = []): Promise<void> {
  await findRun(viewer, runId);
  const told = results.map(({ text, ...rest }) => ({ ...rest, text: storable(text) }));
  if (await isLeft(runId)) await endUnprovided(runId, told);
}

/** Stops whatever is live in a conversation. Asks nobody's permission. */
export async function cancelRunsOf(conversationId: string): Promise<void> {
  await requestStop({ conversationId });
}

async function requestStop(which: { id: string } | { conversationId: string }): Promise<void> {
  const { client } = database();
  await client.run.updateMany({
    where: { ...which, ...isUnfinished, cancelRequestedAt: null },
    data: { cancelRequestedAt: toColumn(engine().clock.now()) },
  });
  const runs = await client.run.findMany({ where: { ...which, ...isUnfinished }, select: { id: true } });
  for (const { id } of runs) {
    const live = engine().live.get(id);
    if (live !== undefined) cutRun(live, { kind: "reader" });
    // Nobody executes it: it waits, or the transaction that stored it went through, but its answer was lost.
    else await endUnfinished({ id });
  }
}
