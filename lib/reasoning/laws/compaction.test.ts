import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { story } from "#lib/testing/arbitrary.ts";
import { aView } from "#lib/testing/builders.ts";
import { scenarios } from "#lib/testing/scenarios.ts";
import { canJoin, joinDrafts, type TimedDraft } from "../compact.ts";
import type { View } from "../view.ts";

/** Joined as a batcher does that flushes before every draft at which `isDue` says so. */
function joined(drafts: readonly TimedDraft[], isDue: (index: number) => boolean): TimedDraft[] {
  const sent: TimedDraft[] = [];
  let pending: TimedDraft[] = [];
  drafts.forEach((draft, index) => {
    if (isDue(index)) sent.push(...pending.splice(0));
    pending = joinDrafts(pending, draft);
  });
  return [...sent, ...pending];
}

/** All but the numbers: what a status is called comes from its number. */
function content(view: View): unknown {
  const parts = view.parts.map((part) => (part.kind === "status" ? { ...part, id: "" } : part));
  return { ...view, parts, seq: 0 };
}

describe("law 4, compaction", () => {
  for (const { name, drafts } of scenarios) {
    it(`changes nothing but numbers in "${name}"`, () => {
      expect(content(aView(joined(drafts, () => false)))).toEqual(content(aView(drafts)));
    });
  }

  it("changes nothing but numbers in any story, whenever it is flushed", () => {
    fc.assert(
      fc.property(story, fc.infiniteStream(fc.boolean()), (drafts, dues) => {
        const due = drafts.map(() => dues.next().value === true);
        expect(content(aView(joined(drafts, (index) => due[index] ?? false)))).toEqual(content(aView(drafts)));
      }),
    );
  });

  it("leaves no neighbours that could be joined, and changes no draft it was given", () => {
    fc.assert(
      fc.property(story, (drafts) => {
        const before = JSON.stringify(drafts);
        const all = joined(drafts, () => false);
        all.slice(1).forEach((draft, index) => {
          expect(canJoin(all[index] as TimedDraft, draft)).toBe(false);
        });
        expect(JSON.stringify(drafts)).toBe(before);
      }),
    );
  });
});
