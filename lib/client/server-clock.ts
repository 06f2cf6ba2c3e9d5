import type { Clock } from "#lib/core/clock.ts";

/** The server's time as the browser can know it: never ahead of what was observed plus what has passed, never backwards. */
export interface ServerClock extends Clock {
  /** A time the server stamped, in milliseconds, that has just arrived. */
  observe(serverTime: number): void;
}

/**
 * Whatever arrives was stamped a little ago, so each observation is a lower bound; the highest one came with the least
 * delay and is the estimate. `elapsed` counts monotonic milliseconds, from any origin.
 */
export function createServerClock(startAt: number, elapsed: () => number = () => performance.now()): ServerClock {
  let offset = startAt - elapsed();
  let latest = startAt;
  return {
    now() {
      latest = Math.max(latest, Math.round(offset + elapsed()));
      return latest;
    },
    observe(serverTime) {
      if (Number.isFinite(serverTime)) offset = Math.max(offset, serverTime - elapsed());
    },
  };
}
