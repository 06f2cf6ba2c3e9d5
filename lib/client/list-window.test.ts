import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsInWindow, rowTops } from "./list-window.ts";

describe("the window onto a long list", () => {
  it("draws every row that can be seen, and no more than the margins add", () => {
    const heights = fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 300 });
    fc.assert(
      fc.property(heights, fc.nat(20_000), fc.integer({ min: 1, max: 1200 }), fc.nat(300), (rows, top, viewport, margin) => {
        const tops = rowTops(rows);
        const { from, to } = rowsInWindow(tops, top, viewport, margin);
        rows.forEach((height, index) => {
          const start = tops[index] ?? 0;
          const isSeen = start < top + viewport && start + height > top;
          if (isSeen) expect(index >= from && index < to).toBe(true);
          const isFar = start > top + viewport + margin || start + height < top - margin;
          if (isFar) expect(index >= from && index < to).toBe(false);
        });
        expect(0 <= from && from <= to && to <= rows.length).toBe(true);
      }),
    );
  });

  it("draws a screenful of ten thousand rows", () => {
    const { from, to } = rowsInWindow(rowTops(Array(10_000).fill(34)), 170_000, 900, 272);
    expect(to - from).toBeLessThan(50);
  });
});
