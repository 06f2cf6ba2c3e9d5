/** Owns: runs that are about to end: a client that stops an answer often asks on at once. */
import { setTimeout as sleep } from "node:timers/promises";
import { remember } from "#lib/core/remember.ts";
import { database } from "#lib/db/client.ts";
import { engine } from "#lib/runs/engine.ts";

const patienceMs = 3_000;

/** Stops that are on their way into the database, by run. */
const stops = () => remember("gateway.stops", () => new Map<string, Promise<void>>());

/** `stop` never rejects. */
export function noteStop(runId: string, stop: Promise<void>): void {
  stops().set(runId, stop);
  void stop.then(() => {
    if (stops().get(runId) === stop) stops().delete(runId);
  });
}

/** Resolves when those of these runs that are being stopped have ended, or after three seconds. */
export async function settleStopping(runIds: readonly string[]): Promise<void> {
  const wished = runIds.flatMap((id) => stops().get(id) ?? []);
  if (wished.length > 0) await Promise.all(wished);
  const where = { id: { in: [...runIds] }, status: { in: ["queued", "running"] }, cancelRequestedAt: { not: null } };
  const stopping = await database().client.run.findMany({ where, select: { id: true } });
  const ends = stopping.flatMap(({ id }) => engine().live.get(id)?.ended ?? []);
  if (ends.length > 0) await Promise.race([Promise.all(ends), sleep(patienceMs, undefined, { ref: false })]);
}
