import { describe, expect, it } from "vitest";
import { toSpans } from "#lib/reasoning/spans.ts";
import type { View } from "#lib/reasoning/view.ts";
import { aView, type Beat, timed } from "#lib/testing/builders.ts";
import { scenario, scenarios } from "#lib/testing/scenarios.ts";
import { isCovered, pieceAt, stretchesOf, toBar } from "./bar.ts";
import { lanesOf } from "./lanes.ts";

const start: Beat[] = [
  [0, { type: "run-start", turnId: "trn_1", modelId: "x/y", modelName: "Y", effortAsked: "low" }],
  [0, { type: "step-start", step: 1, effortSent: null }],
];

/** Calls with the times at which they begin and end, in milliseconds. */
function calls(...times: (readonly [from: number, to: number])[]) {
  const beats = times.flatMap(([from, to], index) => [
    { at: from, draft: { type: "tool-start", callId: `c${index}`, attempt: 1 } as const },
    { at: to, draft: { type: "tool-result", callId: `c${index}`, result: 1 } as const },
  ]);
  let at = 0;
  const told = beats
    .sort((a, b) => a.at - b.at)
    .map((beat): Beat => {
      const after = beat.at - at;
      at = beat.at;
      return [after, beat.draft];
    });
  const asked = times.map(
    (_, index): Beat => [0, { type: "tool-call", partId: `k${index}`, callId: `c${index}`, name: "t", args: {} }],
  );
  return aView(timed([...start, ...asked, ...told]));
}

const placesIn = (view: View) =>
  lanesOf(
    toSpans(view, 0),
    view.parts.map(({ id }) => id),
  );
const placesOf = (...times: (readonly [number, number])[]) =>
  placesIn(calls(...times)).map(({ span, lane, of }) => [span.partId, lane, of]);

describe("calls side by side", () => {
  it("have a lane each while they last, and share it with who comes later", () => {
    expect(placesOf([0, 100], [10, 50], [60, 90])).toEqual([
      ["k0", 0, 2],
      ["k1", 1, 2],
      ["k2", 1, 2],
    ]);
  });

  it("need none where one comes after the other", () => {
    expect(placesOf([0, 100], [100, 200])).toEqual([]);
    expect(toBar(calls([0, 100], [100, 200]), null).lanes).toEqual([]);
  });

  it("never have more lanes than can be told apart", () => {
    const places = placesOf(...Array.from({ length: 9 }, () => [0, 100] as const));
    expect(new Set(places.map(([, , of]) => of))).toEqual(new Set([4]));
    expect(Math.max(...places.map(([, lane]) => Number(lane)))).toBe(3);
  });

  it("never overlap within a lane, in every scenario", () => {
    for (const { drafts } of scenarios) {
      const places = placesIn(aView(drafts));
      for (const a of places) {
        for (const b of places) {
          if (a === b || a.lane !== b.lane || a.of >= 4) continue;
          expect(a.span.endedAt <= b.span.startedAt || b.span.endedAt <= a.span.startedAt).toBe(true);
        }
      }
    }
  });

  it("can each be pointed at and be reached, also one that lies behind another all along", () => {
    const bar = toBar(calls([0, 100], [0, 40]), null);
    expect(bar.pieces.filter((piece) => isCovered(piece, bar.lanes)).map(({ partId }) => partId)).toEqual(["k0"]);
    const stretches = stretchesOf(bar);
    expect(stretches.map(({ partId }) => partId)).toEqual(["k0", "k1"]);
    expect(stretches[pieceAt(stretches, 20, 2, 0.1)]?.partId).toBe("k0");
    expect(stretches[pieceAt(stretches, 20, 2, 0.9)]?.partId).toBe("k1");
    expect(stretches[pieceAt(stretches, 80, 2, 0.9)]?.partId).toBe("k0");
  });

  it("that wait for a person side by side have lanes too, and the one that runs alone afterwards has none", () => {
    const places = placesIn(aView(scenario("tools with approval")));
    expect(places.map(({ span, lane }) => [span.kind, span.partId, lane])).toEqual([
      ["approval", "p1", 0],
      ["approval", "p2", 1],
    ]);
  });
});
