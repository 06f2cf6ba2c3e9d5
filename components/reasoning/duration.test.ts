import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatClock, formatDuration, untilNextTick } from "./duration.ts";

describe("durations", () => {
  it("have one decimal below ten seconds, whole seconds above, minutes and hours further on", () => {
    const cases: [number, string][] = [
      [0, "0.0 s"],
      [100, "0.1 s"],
      [4_290, "4.2 s"],
      [9_999, "9.9 s"],
      [10_000, "10 s"],
      [59_999, "59 s"],
      [60_000, "1 m 00 s"],
      [102_500, "1 m 42 s"],
      [3_599_999, "59 m 59 s"],
      [3_600_000, "1 h 00 m"],
      [7_500_000, "2 h 05 m"],
    ];
    for (const [ms, words] of cases) expect(formatDuration(ms)).toBe(words);
  });

  it("say a dash for the unknown and never zero for something that took time", () => {
    expect(formatDuration(null)).toBe("–");
    expect(formatDuration(Number.NaN)).toBe("–");
    expect(formatDuration(1)).toBe("<0.1 s");
  });

  it("do not go below zero when two clocks disagree", () => {
    expect(formatClock(-40)).toBe("0.0 s");
  });

  it("change exactly when the next tick is due, and not before", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000_000 }), (ms) => {
        const wait = untilNextTick(ms);
        expect(wait).toBeGreaterThan(0);
        expect(formatClock(ms + wait - 1)).toBe(formatClock(ms));
        expect(formatClock(ms + wait)).not.toBe(formatClock(ms));
      }),
    );
  });
});
