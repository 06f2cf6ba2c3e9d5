/** Runs `answer-for-ever.ts` and kills it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { DatabaseAddress } from "#lib/db/client.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";

/** How often each kind of database is killed; a night may have more. */
export const killRounds = Number(process.env.ALOUD_KILL_ROUNDS ?? 10);

/** Lets it answer until its readers were shown an event at which `isTime`, kills it, and returns all they were shown, by run. */
export async function answerThenKill(
  address: DatabaseAddress,
  isTime: (event: RunEvent, count: number) => boolean,
  hasTools = false,
): Promise<Map<string, RunEvent[]>> {
  const script = new URL("./answer-for-ever.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, JSON.stringify({ address, hasTools })], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const shown = new Map<string, RunEvent[]>();
  let count = 0;
  let isKilled = false;
  for await (const line of createInterface({ input: child.stdout })) {
    const event: RunEvent = JSON.parse(line);
    shown.set(event.runId, [...(shown.get(event.runId) ?? []), event]);
    count += 1;
    if (isKilled || !isTime(event, count)) continue;
    isKilled = child.kill("SIGKILL");
  }
  await closed;
  if (!isKilled) throw new Error(`The answering process ended by itself after ${count} events.`);
  return shown;
}
