import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createServerClock } from "./server-clock.ts";

describe("the server clock", () => {
  it("goes on from the time it was given", () => {
    let elapsed = 50;
    const clock = createServerClock(1_000_000, () => elapsed);
    elapsed += 1_234;
    expect(clock.now()).toBe(1_001_234);
  });

  it("takes the observation with the least delay", () => {
    let elapsed = 0;
    const clock = createServerClock(1_000, () => elapsed);
    elapsed = 100;
    clock.observe(1_160);
    clock.observe(1_120);
    expect(clock.now()).toBe(1_160);
  });

  it("never goes backwards and never runs ahead of the server, whatever arrives", () => {
    const moves = fc.array(fc.record({ passed: fc.nat(5_000), delay: fc.nat(60_000), isObserved: fc.boolean() }));
    fc.assert(
      fc.property(moves, fc.nat(3_000), (steps, firstDelay) => {
        let server = 1_700_000_000_000;
        const start = server;
        const clock = createServerClock(start - firstDelay, () => server - start);
        let before = clock.now();
        for (const { passed, delay, isObserved } of steps) {
          server += passed;
          if (isObserved) clock.observe(server - delay);
          const now = clock.now();
          expect(now).toBeGreaterThanOrEqual(before);
          expect(now).toBeLessThanOrEqual(server);
          before = now;
        }
      }),
    );
  });
});
