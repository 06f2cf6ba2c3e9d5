import { describe, expect, it } from "vitest";
import { aView } from "#lib/testing/builders.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import { type Span, toMarks, toSegments, toSpans, windowOf } from "./spans.ts";
import { layoutBarRow, layoutWaterfall, tickStep } from "./waterfall.ts";

const box = { width: 1000, rowHeight: 24, minBarWidth: 2 };

function aSpan(startedAt: number, endedAt: number, span: Partial<Span> = {}): Span {
  const id = `s${startedAt}`;
  const base = { isOpen: false, partId: id, step: 1, label: "Thinking" };
  return { id, kind: "thinking", startedAt, endedAt, ...base, ...span };
}

describe("the waterfall", () => {
  it("places bars to scale, one row per part", () => {
    const layout = layoutWaterfall([aSpan(0, 250), aSpan(500, 1000)], box, { from: 0, to: 1000 });
    expect(layout.rows.map((row) => [row.y, row.bars.map((bar) => [bar.x, bar.width])])).toEqual([
      [0, [[0, 250]]],
      [24, [[500, 500]]],
    ]);
    expect(layout.height).toBe(48);
  });

  it("puts a tool and the wait for its approval in one row under the tool's name", () => {
    const view = aView(scenario("tools with approval"));
    const window = windowOf(view, 0) ?? { from: 0, to: 0 };
    const rows = layoutWaterfall(toSpans(view, 0), box, window).rows;
    const tool = rows.find((row) => row.id === "p1");
    expect(tool?.label).toBe("fetch-page");
    expect(tool?.bars.map((bar) => bar.kind)).toEqual(["approval", "tool"]);
  });

  it("keeps a bar of no length visible and inside the box", () => {
    const [row] = layoutWaterfall([aSpan(1000, 1000)], box, { from: 0, to: 1000 }).rows;
    expect(row?.bars).toMatchObject([{ x: 998, width: 2 }]);
  });

  it("cuts bars at the window and keeps the rows of those outside", () => {
    const layout = layoutWaterfall([aSpan(0, 400), aSpan(600, 700)], box, { from: 200, to: 500 });
    expect(layout.rows.map((row) => row.bars.length)).toEqual([1, 0]);
    expect(layout.rows[0]?.bars[0]).toMatchObject({ x: 0 });
  });

  it("ticks in round steps that leave room for their labels", () => {
    expect(tickStep(900, 1000)).toBe(100);
    expect(tickStep(42_000, 1000)).toBe(5_000);
    expect(tickStep(42_000, 300)).toBe(15_000);
    expect(tickStep(3 * 3_600_000, 1000)).toBe(900_000);
    const { ticks } = layoutWaterfall([], box, { from: 500, to: 1500 });
    expect(ticks.slice(0, 3)).toEqual([
      { x: 0, offsetMs: 0 },
      { x: 100, offsetMs: 100 },
      { x: 200, offsetMs: 200 },
    ]);
  });

  it("places marks", () => {
    const view = aView(scenario("thinking then text"));
    const window = windowOf(view, 0) ?? { from: 0, to: 0 };
    const xs = layoutWaterfall([], box, window, toMarks(view)).marks.map((mark) => mark.x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(xs).toHaveLength(3);
  });
});

describe("the one-row bar", () => {
  it("is the strip to scale", () => {
    const bar = layoutBarRow([aSpan(0, 100), aSpan(100, 400, { kind: "writing" })], 200);
    expect(bar.map(({ kind, start, size }) => [kind, start, size])).toEqual([
      ["thinking", 0, 0.25],
      ["writing", 0.25, 0.75],
    ]);
  });

  it("joins what is too narrow under the name of the longest", () => {
    const slivers = Array.from({ length: 10 }, (_, at) => aSpan(at, at + 1, { kind: "waiting" }));
    const bar = layoutBarRow([...slivers, aSpan(10, 1000)], 20);
    expect(bar).toMatchObject([{ kind: "thinking", start: 0, size: 1 }]);
  });

  it("is empty for a run of no length", () => {
    expect(layoutBarRow(toSegments(aView(scenario("no time at all")), 0), 300)).toEqual([]);
  });
});
