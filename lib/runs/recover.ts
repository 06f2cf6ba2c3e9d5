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
import type { Draft, RunEnd, RunEvent } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { sumUsage } from "#lib/reasoning/usage.ts";
import { closeCalls } from "./call-rows.ts";
import { engine } from "./engine.ts";
import { runStartOf } from "./own-run.ts";
import { foldLog, readLastAt } from "./views.ts";

/**
 * Gives every unfinished run its end, with everything it had kept, and returns how many there were; those that wait for a
 * person go on waiting. They become `interrupted` (`restart`), or `stopped` when Stop had been pressed. The end carries the time of the last event and not
 * of this start, so that no duration counts the hours the application was down; one that waited was waited for until it is ended.
 */
export function recoverRuns(): Promise<number> {
  return endUnfinished({});
}

/** Ends one run, also one that waits for a person, or all that were running, of which this process executes none. One that has ended meanwhile stays as it is. */
export async function endUnfinished(which: { id?: string }): Promise<number> {
  const { client } = database();
  const live = { status: { in: which.id === undefined ? ["queued", "running"] : ["queued", "running", "waiting"] } };
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
  const endedAt = view.status === "waiting" ? Math.max(lastAt, engine().clock.now()) : lastAt;
  const isStopped = run.cancelRequestedAt !== null;
  const end: RunEnd = {
    type: "run-end",
    status: isStopped ? "stopped" : "interrupted",
    reason: isStopped ? "reader" : "restart",
    // A model call that was broken off counts as unknown.
    usage: sumUsage(view.steps.map(({ usage }) => usage)),
    error: null,
  };
  const drafts: Draft[] = view.seq === 0 ? [await runStart(run), end] : [end];
  const events = drafts.map((draft, index): RunEvent => ({ ...draft, runId: run.id, seq: view.seq + 1 + index, at: endedAt }));
  const ended = foldAll(view, events);
  await log.end({ runId: run.id, epoch: run.epoch, events, view: ended });
  await closeCalls(ended);
  ring(run.id);
}

/** A run that nobody had taken up begins and ends at the moment it was asked for. */
async function runStart({ origin, keyId, ...run }: Orphan): Promise<Draft> {
  const surface = surfaces.find((name) => name === origin) ?? "page";
  const key = keyId === null ? null : await database().client.apiKey.findUnique({ where: { id: keyId }, select: { name: true } });
  const asked = { ...run, effortAsked: run.effortAsked as Effort };
  if (surface === "page") return runStartOf(asked, run.modelId);
  return runStartOf({ ...asked, origin: { surface, keyName: key?.name ?? null } }, run.modelId);
}
