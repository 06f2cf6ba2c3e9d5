/** The median time of `work` over `rounds` rounds, in milliseconds. Compare two of them in one test; never one with a clock. */
export function medianMs(work: () => void, rounds = 5): number {
  const times = Array.from({ length: rounds }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return times.sort((a, b) => a - b)[rounds >> 1] ?? 0;
}

/** How much longer `large` takes than `small`, after a warm-up. Times under a millisecond count as one. */
export function growth(small: () => void, large: () => void): number {
  small();
  return medianMs(large, 3) / Math.max(1, medianMs(small));
}
