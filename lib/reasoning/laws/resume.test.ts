import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { story } from "#lib/testing/arbitrary.ts";
import { numbered } from "#lib/testing/builders.ts";
import { scenarios } from "#lib/testing/scenarios.ts";
import { fold, foldAll } from "../fold.ts";
import { emptyView, type View } from "../view.ts";

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

/** As it comes back from storage or from the wire. */
function stored(view: View): View {
  return JSON.parse(JSON.stringify(view));
}

describe("law 2, resume", () => {
  for (const { name, drafts } of scenarios) {
    it(`holds at every event of "${name}"`, () => {
      const events = numbered(drafts);
      const whole = foldAll(emptyView("run_1"), events);
      const every = Math.max(1, Math.floor(events.length / 200));
      for (let k = 0; k <= events.length; k += every) {
        const first = foldAll(emptyView("run_1"), events.slice(0, k));
        expect(foldAll(stored(first), events.slice(k))).toEqual(whole);
      }
    });
  }

  it("holds for any story cut anywhere, one event at a time or all at once", () => {
    fc.assert(
      fc.property(story, fc.nat(50), (drafts, cut) => {
        const events = numbered(drafts);
        const whole = foldAll(emptyView("run_1"), events);
        const first = events.slice(0, cut).reduce(fold, emptyView("run_1"));
        expect(foldAll(first, events.slice(cut))).toEqual(whole);
        expect(events.slice(cut).reduce(fold, first)).toEqual(whole);
      }),
    );
  });

  it("is not changed by events that were there before", () => {
    fc.assert(
      fc.property(story, fc.nat(50), (drafts, cut) => {
        const events = numbered(drafts);
        const whole = foldAll(emptyView("run_1"), events);
        expect(foldAll(whole, events.slice(0, cut))).toBe(whole);
        expect(foldAll(emptyView("run_1"), [...events.slice(0, cut), ...events])).toEqual(whole);
      }),
    );
  });

  it("never changes the view it is given, and keeps what no event touched", () => {
    fc.assert(
      fc.property(story, fc.nat(50), (drafts, cut) => {
        const events = numbered(drafts);
        const before = frozen(foldAll(emptyView("run_1"), events.slice(0, cut)));
        const after = foldAll(before, frozen(events.slice(cut)));
        before.parts.forEach((part, index) => {
          const isEqual = JSON.stringify(part) === JSON.stringify(after.parts[index]);
          expect(after.parts[index] === part).toBe(isEqual);
        });
      }),
    );
  });
});
