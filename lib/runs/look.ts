/** Owns: what happens to waiting runs when nobody comes: their time is over, or who decided had no room to go on. */
import { AppError } from "#lib/core/errors.ts";
import { logIncident } from "#lib/core/log.ts";
import { database } from "#lib/db/client.ts";
import { toColumn } from "#lib/db/time.ts";
import { engine } from "./engine.ts";
import { endUnfinished, endUnprovided } from "./recover.ts";
import { resumeRun } from "./resume.ts";
import { storeDecision } from "./store-decision.ts";

const everyMs = 60_000;

/** Looks at once and then every minute, for as long as the process lives. */
export function keepLooking(): void {
  const look = () =>
    lookAtWaiting().catch((error: unknown) => logIncident({ during: "Waiting runs could not be looked at", error }));
  engine().look ??= setInterval(look, everyMs).unref();
  void look();
}

/** Refuses what nobody allowed in time, ends what no results came for, and takes up the runs that have nothing left to wait for. */
export async function lookAtWaiting(): Promise<void> {
  const { client } = database();
  const isWaiting = { status: "waiting" };
  const stopped = await client.run.findMany({ where: { ...isWaiting, cancelRequestedAt: { not: null } }, select: { id: true } });
  for (const { id } of stopped) await endUnfinished({ id });
  const late = await client.toolCall.findMany({
    where: { state: "requested", expiresAt: { lte: toColumn(engine().clock.now()) }, run: isWaiting },
  });
  for (const { runId, callId, userId, name, argsHash } of late) await expire({ runId, callId, userId, name, argsHash });
  const left = await client.run.findMany({
    where: { ...isWaiting, toolCalls: { some: { state: "handed", expiresAt: { lte: toColumn(engine().clock.now()) } } } },
    select: { id: true },
  });
  for (const { id } of left) await endUnprovided(id);
  const decided = await client.run.findMany({
    where: { ...isWaiting, toolCalls: { none: { state: { in: ["requested", "handed"] } } } },
    select: { id: true },
  });
  for (const { id } of decided) await resumeRun(id);
}

async function expire(call: Parameters<typeof storeDecision>[0]): Promise<void> {
  try {
    await storeDecision(call, { approved: false, reason: null, by: "expiry" });
  } catch (error) {
    // Another process was first.
    if (!AppError.is(error)) throw error;
  }
}
