/**
 * Owns: when runs are stored. Everything due in one tick shares one transaction; a barrier is stored at once.
 * Does not own: numbering (`writer.ts`) or the transaction itself (`lib/db/events.ts`).
 */
import type { Batch } from "#lib/db/events.ts";

/** A run that has something to store. Exactly one of the three answers follows each `take` that gave a batch. */
export interface Source {
  /** Hands over what is pending; null when there is nothing. */
  take(): Batch | null;
  /** The transaction has committed. */
  stored(): void;
  /** Another owner has the run: nothing of this batch was written. */
  lost(): void;
  failed(error: unknown): void;
}

export interface Batcher {
  /** Says that `source` has something pending: to be stored now, or with the next tick. */
  due(source: Source, isUrgent: boolean): void;
}

/** How the batcher waits; tests give one that they turn by hand. */
export interface Timers {
  /** After what is already running has run. */
  soon(run: () => void): void;
  later(run: () => void, ms: number): void;
}

export const systemTimers: Timers = {
  soon: (run) => void setImmediate(run),
  later: (run, ms) => void setTimeout(run, ms),
};

/** How long an event may wait for others to share its transaction. */
export const tickMs = 50;

/** `append` stores all batches or none and returns the run ids that lost ownership. One call is under way at a time. */
export function makeBatcher(append: (batches: Batch[]) => Promise<Set<string>>, timers: Timers = systemTimers): Batcher {
  const waiting = new Set<Source>();
  const urgent = new Set<Source>();
  let isStoring = false;
  let isSoonSet = false;
  let isTickSet = false;
  let isTickDue = false;

  function due(source: Source, isUrgent: boolean): void {
    waiting.add(source);
    if (isUrgent) {
      urgent.add(source);
      if (isSoonSet || isStoring) return;
      isSoonSet = true;
      timers.soon(() => {
        isSoonSet = false;
        void store();
      });
    } else if (!isTickSet) {
      isTickSet = true;
      timers.later(() => {
        isTickSet = false;
        isTickDue = true;
        void store();
      }, tickMs);
    }
  }

  async function store(): Promise<void> {
    if (isStoring) return;
    isStoring = true;
    while (isTickDue || urgent.size > 0) await storeOnce([...(isTickDue ? waiting : urgent)]);
    isStoring = false;
  }

  async function storeOnce(sources: Source[]): Promise<void> {
    isTickDue = false;
    const taken: { source: Source; batch: Batch }[] = [];
    for (const source of sources) {
      waiting.delete(source);
      urgent.delete(source);
      const batch = source.take();
      if (batch !== null) taken.push({ source, batch });
    }
    if (taken.length === 0) return;
    try {
      const lost = await append(taken.map(({ batch }) => batch));
      for (const { source, batch } of taken) {
        if (lost.has(batch.runId)) source.lost();
        else source.stored();
      }
    } catch (error) {
      for (const { source } of taken) source.failed(error);
    }
  }

  return { due };
}
