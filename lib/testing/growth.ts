/** The least time of `work` over five rounds, in milliseconds: what a busy machine adds is left out. */
function leastMs(work: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return Math.min(...times);
}

/** How many times as long `large` takes as `small`, after a warm-up. Times under a millisecond count as one. */
export function growth(small: () => void, large: () => void): number {
  small();
  return leastMs(large) / Math.max(1, leastMs(small));
}
