/** A child process that prints lines and dies by SIGKILL. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { DatabaseAddress } from "#lib/db/client.ts";

export interface AppendingProcess {
  runId: string;
  /** Kills it after at least `least` acknowledged events; resolves with the last acknowledged number once it is gone. */
  killAfter(least: number): Promise<number>;
}

/** Starts `append-for-ever.ts` on this database and waits for its run. */
export async function startAppending(address: DatabaseAddress): Promise<AppendingProcess> {
  const script = new URL("./append-for-ever.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, JSON.stringify(address)], { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close");
  const lines = createInterface({ input: child.stdout });
  const first = lines[Symbol.asyncIterator]();
  const { value, done } = await first.next();
  if (done) throw new Error("The appending process ended at once.");
  const { runId }: { runId: string } = JSON.parse(value);
  return {
    runId,
    async killAfter(least) {
      let acknowledged = 0;
      for (let line = await first.next(); !line.done; line = await first.next()) {
        acknowledged = JSON.parse(line.value).seq;
        if (acknowledged >= least) child.kill("SIGKILL");
      }
      await closed;
      return acknowledged;
    },
  };
}
