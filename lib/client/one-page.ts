/** Owns: one page of a browser doing something for all of them. */

/**
 * Resolves when no other page of this browser has the turn of this name, with what gives it back; at once where the browser knows no such
 * turns, and when `signal` aborts.
 */
export function takeTurn(name: string, signal: AbortSignal): Promise<() => void> {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  return new Promise((resolve) => {
    const none = () => resolve(() => {});
    if (!locks) return none();
    locks.request(name, { signal }, () => new Promise<void>((giveBack) => resolve(giveBack))).catch(none);
  });
}
