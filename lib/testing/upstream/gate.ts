/** Owns: letting a test decide when a scripted provider goes on, instead of sleeping. */
export interface Gate {
  /** From now on every token waits. */
  hold(): void;
  /** Lets `count` waiting or future tokens pass, or without a count opens the gate and wakes every `hold` action, or the next one. */
  release(count?: number): void;
  /** Before a token: at once when the gate is open. */
  pass(signal: AbortSignal): Promise<void>;
  /** A `hold` action: waits for the next release even when the gate is open. */
  stop(signal: AbortSignal): Promise<void>;
}

export function makeGate(): Gate {
  let isHeld = false;
  let permits = 0;
  /** A release of an open gate that came before the `hold` action it is meant for. */
  let isEarly = false;
  const waiting = new Set<() => void>();

  const wait = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const go = () => {
        waiting.delete(go);
        signal.removeEventListener("abort", go);
        resolve();
      };
      if (signal.aborted) return resolve();
      waiting.add(go);
      signal.addEventListener("abort", go);
    });

  return {
    hold() {
      isHeld = true;
      permits = 0;
    },
    release(count) {
      if (count === undefined) {
        isEarly = !isHeld && waiting.size === 0;
        isHeld = false;
        permits = 0;
        for (const go of [...waiting]) go();
        return;
      }
      const woken = [...waiting].slice(0, count);
      permits += count - woken.length;
      for (const go of woken) go();
    },
    async pass(signal) {
      if (!isHeld) return;
      if (permits > 0) {
        permits -= 1;
        return;
      }
      await wait(signal);
    },
    async stop(signal) {
      if (!isEarly) await wait(signal);
      isEarly = false;
    },
  };
}
