/**
 * Owns: the bell inside this process. A writer rings after its commit; a reader hears that there is something to read. The bell
 * carries no content and keeps no queue: a reader that missed ten rings reads once. Timeouts make a lost ring harmless.
 */
import { remember } from "#lib/core/remember.ts";

/** One reader's ear. A ring while nobody waits is remembered, so none is lost between a read and the next wait. */
export interface Listener {
  /** True when rung since the last wait, false after `timeoutMs` or when `signal` aborts. One wait at a time. */
  wait(signal: AbortSignal, timeoutMs: number): Promise<boolean>;
  /** Stops listening; a wait still open resolves false. */
  close(): void;
}

type Ear = () => void;

const ears = () => remember("bell", () => new Map<string, Set<Ear>>());

/** Wakes every reader of this run, or everybody who watches this person's list. */
export function ring(id: string): void {
  for (const ear of ears().get(id) ?? []) ear();
}

/** Starts to listen. Call it before the first read, and close it at the end. */
export function listen(runId: string): Listener {
  let isRung = false;
  let wake = (_isRung: boolean) => {};
  const ear = () => {
    isRung = true;
    wake(true);
  };
  const ofRun = ears().get(runId) ?? new Set<Ear>();
  ears().set(runId, ofRun.add(ear));
  return {
    async wait(signal, timeoutMs) {
      if (signal.aborted) return false;
      const heard = isRung || (await next(signal, timeoutMs));
      isRung = false;
      return heard;
    },
    close() {
      ofRun.delete(ear);
      if (ofRun.size === 0 && ears().get(runId) === ofRun) ears().delete(runId);
      wake(false);
    },
  };

  function next(signal: AbortSignal, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (heard: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        wake = () => {};
        resolve(heard);
      };
      const onAbort = () => done(false);
      const timer = setTimeout(done, timeoutMs, false);
      signal.addEventListener("abort", onAbort, { once: true });
      wake = done;
    });
  }
}

/** One wait for the next ring of this run. A loop of reads and waits uses `listen`, which loses no ring in between. */
export async function waitFor(runId: string, signal: AbortSignal, timeoutMs: number): Promise<boolean> {
  const listener = listen(runId);
  try {
    return await listener.wait(signal, timeoutMs);
  } finally {
    listener.close();
  }
}
