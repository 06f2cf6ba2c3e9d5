import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatClock, formatDuration } from "./duration.ts";

describe("durations", () => {
  it("have one decimal below ten seconds, whole seconds above, minutes and hours further on", () => {
    const cases: [number, string][] = [
      [0, "<0.1 s"],
      [99, "<0.1 s"],
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
    expect(formatClock(0)).toBe("0.0 s");
  });

  it("do not go below zero when two clocks disagree", () => {
    expect(formatClock(-40)).toBe("0.0 s");
  });

  it("agree with the clock that ran, from the first tenth of a second on", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 20_000_000 }), (ms) => {
        expect(formatDuration(ms)).toBe(formatClock(ms));
      }),
    );
  });
});
