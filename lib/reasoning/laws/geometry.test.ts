import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { story } from "#lib/testing/arbitrary.ts";
import { aView, beginning } from "#lib/testing/builders.ts";
import { type Span, toMarks, toSegments, toSpans, windowOf } from "../spans.ts";
import { type Box, layoutBarRow, layoutWaterfall, type Waterfall } from "../waterfall.ts";

const anyNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -1, 1e-9, 1e15, 1e300, Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN),
  fc.integer({ min: 0, max: 2000 }),
);
const anyBox: fc.Arbitrary<Box> = fc.record({ width: anyNumber, rowHeight: fc.constantFrom(0, 24), minBarWidth: anyNumber });
const sensibleBox: fc.Arbitrary<Box> = fc.record({
  width: fc.integer({ min: 0, max: 3000 }),
  rowHeight: fc.constantFrom(20, 32),
  minBarWidth: fc.constantFrom(0, 2, 5000),
});
const anySpan: fc.Arbitrary<Span> = fc.record({
  id: fc.string(),
  kind: fc.constantFrom("waiting", "thinking", "tool", "approval", "writing", "retry"),
  startedAt: anyNumber,
  endedAt: anyNumber,
  isOpen: fc.boolean(),
  partId: fc.constantFrom(null, "p1", "p2", "__proto__"),
  step: fc.constantFrom(null, 1),
  label: fc.string(),
});
const anyWindow = fc.record({ from: anyNumber, to: anyNumber });

function expectInside(layout: Waterfall, box: Box): void {
  const width = Number.isFinite(box.width) && box.width > 0 ? box.width : 0;
  const within = (x: number, y = 0) => {
    expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + y).toBeLessThanOrEqual(width * (1 + 1e-12));
  };
  for (const row of layout.rows) {
    expect(row.y).toBeGreaterThanOrEqual(0);
    expect(row.y + (box.rowHeight || 0)).toBeLessThanOrEqual(layout.height);
    for (const bar of row.bars) {
      expect(bar.width).toBeGreaterThanOrEqual(0);
      within(bar.x, bar.width);
    }
  }
  for (const tick of layout.ticks) within(tick.x);
  for (const mark of layout.marks) within(mark.x);
  expect(layout.ticks.length).toBeLessThanOrEqual(201);
}

describe("law 9, geometry", () => {
  it("keeps the spans of any story inside any sensible box", () => {
    fc.assert(
      fc.property(story, sensibleBox, fc.integer({ min: -1e6, max: 1e12 }), (drafts, box, later) => {
        const view = aView(drafts);
        const now = beginning + later;
        const window = windowOf(view, now) ?? { from: now, to: now };
        expectInside(layoutWaterfall(toSpans(view, now), box, window, toMarks(view)), box);
      }),
    );
  });

  it("keeps nonsense inside nonsense", () => {
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 8 }), anyBox, anyWindow, (spans, box, window) => {
        expectInside(layoutWaterfall(spans, box, window), box);
      }),
      { numRuns: 1000 },
    );
  });

  it("covers the one-row bar exactly, with no more pieces than units", () => {
    fc.assert(
      fc.property(story, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 1e10 }), (drafts, units, later) => {
        const segments = toSegments(aView(drafts), beginning + later);
        const bar = layoutBarRow(segments, units);
        expect(bar.length).toBeLessThanOrEqual(units);
        if (segments.length === 0) {
          expect(bar).toEqual([]);
          return;
        }
        let end = 0;
        for (const piece of bar) {
          expect(piece.start).toBeCloseTo(end, 10);
          expect(piece.size).toBeGreaterThan(0);
          end = piece.start + piece.size;
        }
        expect(bar[0]?.start).toBe(0);
        expect(end).toBeCloseTo(1, 10);
      }),
    );
  });
});
