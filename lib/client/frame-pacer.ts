export interface PacerOptions {
  /** Calls back before the next paint, or soon when nothing is painted. */
  nextFrame(callback: () => void): void;
  now(): number;
  /** At least this long between two calls. */
  gapMs(): number;
}

/**
 * Makes a function that may be asked for at any rate but runs at most once per frame and once per gap: at once after a rest,
 * else on the grid, where it shares its frame with whatever else moves.
 */
export function createPacer(run: () => void, { nextFrame, now, gapMs }: PacerOptions): () => void {
  let isAsked = false;
  let ranAt = Number.NEGATIVE_INFINITY;
  const runNow = () => {
    isAsked = false;
    ranAt = now();
    run();
  };
  return () => {
    if (isAsked) return;
    isAsked = true;
    const at = now();
    const gap = gapMs();
    if (at - ranAt >= 3 * gap) nextFrame(runNow);
    else setTimeout(() => nextFrame(runNow), untilGrid(at, gap));
  };
}

/** Milliseconds to the next multiple of `gapMs`. */
export function untilGrid(at: number, gapMs: number): number {
  return gapMs - (at % gapMs);
}

/** The browser's frames; a hidden page paints none, so a timer stands in. */
export function browserFrame(callback: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    callback();
  };
  const timer = setTimeout(once, 250);
  const frame = requestAnimationFrame(once);
}
