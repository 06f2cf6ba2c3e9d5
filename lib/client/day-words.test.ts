import { describe, expect, it } from "vitest";
import { dayWords, plainDay } from "./day-words.ts";

const now = Date.UTC(2026, 10, 20, 0, 30);
const hours = (count: number) => now - count * 3_600_000;

describe("when something was", () => {
  it("is the clock for today and yesterday, then the day, then the year too", () => {
    expect(dayWords(now, now, 0)).toBe("today at 0:30");
    expect(dayWords(hours(1), now, 0)).toBe("yesterday at 23:30");
    expect(dayWords(hours(48), now, 0)).toBe("on 18 November");
    expect(dayWords(hours(24 * 400), now, 0)).toBe("on 16 October 2025");
  });

  it("goes by the reader's own midnight", () => {
    expect(dayWords(hours(1), now, 60)).toBe("today at 0:30");
    expect(dayWords(now, now, -60)).toBe("today at 23:30");
  });

  it("takes a time ahead of the clock for now", () => {
    expect(dayWords(now + 90_000, now, 0)).toBe("today at 0:31");
  });
});

describe("a day in data", () => {
  it("is written out, and left alone where it is none", () => {
    expect(plainDay("2026-09-03")).toBe("3 September 2026");
    expect(plainDay("some day")).toBe("some day");
  });
});
