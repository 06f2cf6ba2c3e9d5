/** Owns: that no program started for a tool server outlives this process. */
import { remember } from "#lib/core/remember.ts";

/** For those that have something to put in order. */
const graceMs = 300;

const running = () =>
  remember("toolbox.children", () => {
    const pids = new Set<number>();
    process.on("exit", () => endAll(pids));
    return pids;
  });

/** Ends with this process; call the result once it has ended by itself. */
export function endWithThisProcess(pid: number): () => void {
  running().add(pid);
  return () => running().delete(pid);
}

/** Nothing can be waited for while a process exits, so the wait holds everything up. */
function endAll(pids: ReadonlySet<number>): void {
  if (pids.size === 0) return;
  for (const pid of pids) signal(pid, "SIGTERM");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, graceMs);
  for (const pid of pids) signal(pid, "SIGKILL");
}

function signal(pid: number, name: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}
