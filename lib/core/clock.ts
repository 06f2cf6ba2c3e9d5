/** Where times come from: integer milliseconds since the epoch on the server's clock. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that moves only when told. */
export function testClock(startAt = 1_700_000_000_000): Clock & { advance(ms: number): void } {
  let at = startAt;
  return {
    now: () => at,
    advance: (ms) => {
      at += ms;
    },
  };
}
