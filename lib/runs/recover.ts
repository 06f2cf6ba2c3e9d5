/**
 * Owns: ending the runs that an earlier process left unfinished. Called at start, before the port opens, by the one
 * process that holds the database: every live run is an orphan then.
 */
import type { Effort } from "#lib/core/effort.ts";
import { logIncident } from "#lib/core/log.ts";
import { surfaces } from "#lib/core/surface.ts";
import { database } from "#lib/db/client.ts";
import { fromColumn } from "#lib/db/time.ts";
import { ring } from "#lib/db/wake.ts";
import { costOf } from "#lib/models/cost.ts";
import { type Cost, type Draft, type RunEnd, type RunEvent, type Usage, unfinishedStatuses } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { ownSteps } from "#lib/reasoning/imported.ts";
import { sumUsage } from "#lib/reasoning/usage.ts";
import type { View } from "#lib/reasoning/view.ts";
import { closeCalls } from "./call-rows.ts";
import { engine } from "./engine.ts";
import { outcomeOf } from "./outcome.ts";
import { runStartOf } from "./own-run.ts";
import { type Result, storeOutcomes } from "./store-outcomes.ts";
import { foldLog, readLastAt } from "./views.ts";

const patience = { maxWait: 10_000, timeout: 10_000 };

/**
 * Gives every unfinished run its end, with everything it had kept, and returns how many there were; those that wait go on waiting. They become `interrupted` (`restart`), or `stopped` when Stop had been pressed. The end carries the time of the last event and not
 * of this start, so that no duration counts the hours the application was down; one that waited was waited for until it is ended.
 */
export function recoverRuns(): Promise<number> {
  return endUnfinished({});
}

/** Ends one run, also one that waits, or all that were running, of which this process executes none. One that has ended meanwhile stays as it is. */
export async function endUnfinished(which: { id?: string }): Promise<number> {
  const { client } = database();
  const live = { status: { in: which.id === undefined ? ["queued", "running"] : unfinishedStatuses } };
  const taken = { status: "running", waitsUntil: null, epoch: { increment: 1 } };
  await client.run.updateMany({ where: { ...which, ...live }, data: taken });
  const orphans = await client.run.findMany({ where: { ...which, status: "running" }, orderBy: { createdAt: "asc" } });
  for (const orphan of orphans) {
    try {
      await endOrphan(orphan);
    } catch (error) {
      // One run that cannot be ended must not keep the application from starting; the next start tries again.
      logIncident({ during: `The unfinished run ${orphan.id} could not be ended`, error });
    }
  }
  return orphans.length;
}

type Orphan = Awaited<ReturnType<ReturnType<typeof database>["client"]["run"]["findMany"]>>[number];

async function endOrphan(run: Orphan): Promise<void> {
  const { log } = database();
  const view = await foldLog(run.id);
  const lastAt = (await readLastAt(view)) ?? fromColumn(run.createdAt);
  const isStopped = run.cancelRequestedAt !== null;
  const isHanded = view.waitsFor === "client" && !isStopped;
  const endedAt = view.status === "waiting" && !isHanded ? Math.max(lastAt, engine().clock.now()) : lastAt;
  const [status, reason] = isStopped
    ? (["stopped", "reader"] as const)
    : isHanded
      ? (["completed", "tool-calls"] as const)
      : (["interrupted", "restart"] as const);
  // A model call that was broken off counts as unknown.
  const usage = sumUsage(ownSteps(view).map((step) => step.usage));
  const cost = await costNow(run, view, usage);
  const end: RunEnd = { type: "run-end", status, reason, usage, error: null, ...(cost && { cost }) };
  const drafts: Draft[] = view.seq === 0 ? [await runStart(run), end] : [end];
  const events = drafts.map((draft, index): RunEvent => ({ ...draft, runId: run.id, seq: view.seq + 1 + index, at: endedAt }));
  const ended = foldAll(view, events);
  await log.end({ runId: run.id, epoch: run.epoch, events, view: ended });
  await closeCalls(ended);
  ring(run.id);
  ring(run.userId);
}

/** By the price of today; null when it or a count is not known. */
async function costNow({ userId, modelId }: Orphan, view: View, usage: Usage): Promise<Cost | null> {
  if (usage.output === null) return null;
  try {
    const { info } = await engine().models.resolveModel({ userId }, modelId);
    return costOf(usage, info.price, outcomeOf(ownSteps(view), null)?.largestInput);
  } catch {
    // The model is gone, and its price with it.
    return null;
  }
}

/** A run that nobody had taken up begins and ends at the moment it was asked for. */
async function runStart({ origin, keyId, ...run }: Orphan): Promise<Draft> {
  const surface = surfaces.find((name) => name === origin) ?? "page";
  const key = keyId === null ? null : await database().client.apiKey.findUnique({ where: { id: keyId }, select: { name: true } });
  const asked = { ...run, effortAsked: run.effortAsked as Effort };
  if (surface === "page") return runStartOf(asked, run.modelId);
  return runStartOf({ ...asked, origin: { surface, keyName: key?.name ?? null } }, run.modelId);
}

/**
 * Ends a run whose results lead to no more model calls of its own, with what it had when it handed its tools over, and at that time; or
 * with these results, at the time they came. Nothing happens to a run that does not wait for them.
 */
export async function endUnprovided(runId: string, results: readonly Result[] = []): Promise<void> {
  const where = { id: runId, status: "waiting", toolCalls: { some: { state: "handed" } } };
  const data = { status: "running", waitsUntil: null, epoch: { increment: 1 } };
  const taken = await database().client.$transaction(async (transaction) => {
    const { count } = await transaction.run.updateMany({ where, data });
    if (count === 0) return null;
    if (results.length > 0) await storeOutcomes(transaction, runId, results, []);
    return transaction.run.findUniqueOrThrow({ where: { id: runId } });
  }, patience);
  if (taken !== null) await endOrphan(taken);
}
