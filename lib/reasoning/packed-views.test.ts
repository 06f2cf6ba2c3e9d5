import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SentThoughts } from "./event.ts";
import { unknownUsage } from "./event.ts";
import { packViews, unpackViews } from "./packed-views.ts";
import { emptyView, type Step, type View } from "./view.ts";

const thoughts: fc.Arbitrary<SentThoughts> = fc.record({
  runId: fc.constantFrom("run_a", "run_b", "run_c"),
  partIds: fc.array(fc.constantFrom("p1", "p2"), { minLength: 1, maxLength: 2 }),
  how: fc.constantFrom("full", "left-out"),
  why: fc.constantFrom(null, "unsealed", "cut"),
});
const list = fc.option(fc.array(thoughts, { maxLength: 4 }));

function viewWith(runId: string, lists: readonly Step["sentBack"][]): View {
  const steps = lists.map(
    (sentBack, index): Step => ({
      ...{ step: index + 1, startedAt: index, endedAt: null, firstByteAt: null, effortSent: null, finish: null },
      ...{ usage: unknownUsage, sentBack },
    }),
  );
  return { ...emptyView(runId), steps };
}

describe("the Views of a conversation in one message", () => {
  it("come out as they went in, whatever their requests took along", () => {
    fc.assert(
      fc.property(fc.array(fc.array(list, { maxLength: 3 }), { maxLength: 5 }), (runs) => {
        const views = runs.map((lists, index) => viewWith(`run_${index}`, lists));
        const before = structuredClone(views);
        expect(unpackViews(JSON.parse(JSON.stringify(packViews(views))))).toEqual(before);
        expect(views).toEqual(before);
      }),
    );
  });

  it("name a thought once, however many requests took it along", () => {
    const all = Array.from({ length: 60 }, (_, index): SentThoughts => {
      return { runId: `run_${index}`, partIds: ["p1"], how: "left-out", why: "unsealed" };
    });
    const views = Array.from({ length: 30 }, (_, index) => viewWith(`run_${30 + index}`, [all.slice(0, 30 + index)]));
    const packed = packViews(views);
    expect(packed.lists.reduce((sum, { rest }) => sum + rest.length, 0)).toBe(59);
    expect(unpackViews(packed)).toEqual(views);
  });
});
