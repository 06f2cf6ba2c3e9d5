import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSoon } from "./soon.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Counts how often it is done. */
function counter() {
  const work = async () => {
    work.count += 1;
  };
  work.count = 0;
  return work;
}

describe("what is done soon", () => {
  it("is done once for all who asked, and not before its time", async () => {
    const work = counter();
    const ask = createSoon(work, 150);
    for (const _time of [1, 2, 3]) ask();
    await vi.advanceTimersByTimeAsync(149);
    expect(work.count).toBe(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(work.count).toBe(1);
  });

  it("is done once more when it was asked for while it went on, however often", async () => {
    const ends: (() => void)[] = [];
    const ask = createSoon(() => new Promise((resolve) => ends.push(resolve)), 150);
    ask();
    await vi.advanceTimersByTimeAsync(150);
    ask();
    ask();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ends).toHaveLength(2);
  });

  it("goes on while it is asked for without a pause", async () => {
    const work = counter();
    const ask = createSoon(work, 150);
    for (let at = 0; at < 1_500; at += 50) {
      ask();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(work.count).toBe(10);
  });
});
