import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { toColumn } from "#lib/db/time.ts";
import { cutRun, engine } from "./engine.ts";
import { endUnfinished } from "./recover.ts";

const isLive = { status: { in: ["queued", "running"] } };

/**
 * Stops a run. The wish is durable when this resolves; the run then keeps what it has and ends as `stopped`, without a
 * model call when there was none yet. Nothing happens to a run that has ended. Throws AppError("not-found").
 */
export async function cancelRun(viewer: Viewer, runId: string): Promise<void> {
  if (!isId("run", runId)) throw new AppError("not-found");
  const where = { id: runId, userId: viewer.userId, conversation: { deletedAt: null } };
  const run = await database().client.run.findFirst({ where, select: { id: true } });
  if (run === null) throw new AppError("not-found");
  await requestStop({ id: runId });
}

/** Stops whatever is live in a conversation. Asks nobody's permission. */
export async function cancelRunsOf(conversationId: string): Promise<void> {
  await requestStop({ conversationId });
}

async function requestStop(which: { id: string } | { conversationId: string }): Promise<void> {
  const { client } = database();
  await client.run.updateMany({
    where: { ...which, ...isLive, cancelRequestedAt: null },
    data: { cancelRequestedAt: toColumn(engine().clock.now()) },
  });
  const runs = await client.run.findMany({ where: { ...which, ...isLive }, select: { id: true } });
  for (const { id } of runs) {
    const live = engine().live.get(id);
    if (live !== undefined) cutRun(live, { kind: "reader" });
    // Nobody executes it: the transaction that stored it went through, but its answer was lost.
    else await endUnfinished({ id });
  }
}
