/** One process per data directory. The operating system frees the lock however the process ends, so nothing can go stale. */
import { setTimeout as sleep } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { StartError } from "./start-error.ts";
import { troubleOf } from "./storage-trouble.ts";

/** How long a starting process waits for the one before it to leave. */
export const lockWaitMs = 5_000;

/** Holds `path` (a file of its own) until the returned function is called. Throws StartError when another process keeps it. */
export async function takeDataLock(path: string, dataDir: string, waitMs = lockWaitMs): Promise<() => void> {
  const giveUpAt = performance.now() + waitMs;
  const holder = new Sqlite(path, { timeout: 0 });
  while (true) {
    try {
      holder.exec("BEGIN EXCLUSIVE");
      return () => holder.close();
    } catch (error) {
      if (troubleOf(error) !== "busy" || performance.now() > giveUpAt) {
        holder.close();
        throw troubleOf(error) === "busy" ? new StartError(inUse(dataDir), { cause: error }) : error;
      }
    }
    await sleep(100);
  }
}

function inUse(dataDir: string): string {
  return `Another process of this application is using ${dataDir}. Stop it first, or give this one a directory of its own with DATA_DIR.`;
}
