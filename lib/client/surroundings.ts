/** Owns: what a tail must know of the page it runs in. */
export interface Surroundings {
  /** Whether the page has been hidden for so long that it gives its connections back. */
  isAsleep(): boolean;
  /** Hears every change for the better or the worse: asleep, awake again, network back. */
  subscribe(listener: (change: "asleep" | "awake" | "online") => void): () => void;
}

const hiddenMs = 30_000;

/** The page as it is. Without a document (tests, server) it is always awake. */
export function browserSurroundings(): Surroundings {
  let isAsleep = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<(change: "asleep" | "awake" | "online") => void>();
  const tell = (change: "asleep" | "awake" | "online") => {
    for (const listener of [...listeners]) listener(change);
  };
  if (typeof document !== "undefined") {
    document.addEventListener("visibilitychange", () => {
      clearTimeout(timer);
      if (document.visibilityState === "hidden") {
        timer = setTimeout(() => {
          isAsleep = true;
          tell("asleep");
        }, hiddenMs);
      } else {
        isAsleep = false;
        tell("awake");
      }
    });
    window.addEventListener("online", () => tell("online"));
  }
  return {
    isAsleep: () => isAsleep,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Resolves after `ms`, or at once when the page comes back, the network comes back, or `signal` aborts. */
export function pause(ms: number, surroundings: Surroundings, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = Number.isFinite(ms) ? setTimeout(done, ms) : undefined;
    const unsubscribe = surroundings.subscribe((change) => change !== "asleep" && done());
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
