const firstMs = 250;
const mostMs = 8000;
const quickTries = 3;

/**
 * How long to wait before connection number `failures + 1`, in milliseconds. Full jitter while it may be a hiccup; after
 * that never below five eighths of the most, so that a server that accepts and hangs up at once sees under ten requests in
 * half a minute. `random` is in [0, 1).
 */
export function backoffMs(failures: number, random: number): number {
  if (failures <= quickTries) return Math.round(random * firstMs * 2 ** Math.max(0, failures - 1));
  const least = (mostMs * 5) / 8;
  return Math.round(least + random * (mostMs - least));
}
