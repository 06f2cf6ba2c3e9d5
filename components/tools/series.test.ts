import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawSeries, margins, niceTicks, seriesWords, thin } from "./series.ts";

const box = { width: 350, height: 180 };
const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });

describe("a series", () => {
  it("stays within its drawing, whatever its values are", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (ys) => {
        const drawing = drawSeries(
          ys.map((y, x) => ({ x, y })),
          box,
          40,
        );
        for (const { x, y } of drawing?.places ?? []) {
          expect(x).toBeGreaterThanOrEqual(margins.left - 0.01);
          expect(x).toBeLessThanOrEqual(box.width - margins.right + 0.01);
          expect(y).toBeGreaterThanOrEqual(margins.top - 0.01);
          expect(y).toBeLessThanOrEqual(box.height - margins.bottom + 0.01);
        }
        expect(drawing?.line.startsWith("M")).toBe(true);
      }),
    );
  });

  it("keeps its ends and its peaks however many points there are", () => {
    const points = Array.from({ length: 10_000 }, (_, x) => ({ x, y: x === 7_123 ? 99 : x === 2_000 ? -50 : Math.sin(x) }));
    const kept = thin(points, 160);
    expect(kept.length).toBeLessThanOrEqual(160);
    expect([kept[0]?.x, kept.at(-1)?.x]).toEqual([0, 9_999]);
    expect(kept.some(({ y }) => y === 99) && kept.some(({ y }) => y === -50)).toBe(true);
    const order = kept.map(({ x }) => Number(x));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it("has round figures at its side that hold all values", () => {
    expect(niceTicks([0, 97], 4)).toEqual([0, 50, 100]);
    expect(niceTicks([3, 3], 4)[0]).toBeLessThan(3);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (ys) => {
        const ticks = niceTicks(ys, 4);
        const room = 1e-9 * Math.max(...ys.map(Math.abs), 1);
        expect((ticks[0] ?? 0) - room).toBeLessThanOrEqual(Math.min(...ys));
        expect((ticks.at(-1) ?? 0) + room).toBeGreaterThanOrEqual(Math.max(...ys));
        expect(ticks.length).toBeLessThanOrEqual(12);
      }),
    );
  });

  it("shows years as years, and words in their order", () => {
    const years = drawSeries(
      [2019, 2020, 2021].map((x) => ({ x, y: x })),
      box,
      99,
    );
    expect(years?.xTicks.map(({ words }) => words)).toContain("2020");
    const months = drawSeries(
      ["Jan", "Feb", "Mar"].map((x, y) => ({ x, y })),
      box,
      99,
    );
    expect(months?.xTicks.map(({ words }) => words)).toEqual(["Jan", "Feb", "Mar"]);
  });

  it("says in words what it shows, and that there is nothing where there is nothing", () => {
    expect(
      seriesWords([
        { x: 2020, y: 1 },
        { x: 2021, y: 5 },
        { x: 2022, y: 2 },
      ]),
    ).toBe("3 values from 2020 to 2022; lowest 1 at 2020, highest 5 at 2021.");
    expect(drawSeries([{ x: 1, y: Number.NaN }], box, 9)).toBeNull();
  });
});
