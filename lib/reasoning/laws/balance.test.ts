import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyDraft, anyEnd, story } from "#lib/testing/arbitrary.ts";
import { aView, beginning } from "#lib/testing/builders.ts";
import { scenarios } from "#lib/testing/scenarios.ts";
import type { View } from "../view.ts";

function expectBalance(view: View): void {
  for (const part of view.parts) {
    expect(part.endedAt).not.toBeNull();
    expect(part.endedAt).toBeGreaterThanOrEqual(part.startedAt);
    if (part.kind === "tool") expect(part.state).not.toBe("running");
  }
  for (const step of view.steps) expect(step.endedAt).toBeGreaterThanOrEqual(step.startedAt);
  expect(view.endedAt).toBeGreaterThanOrEqual(view.startedAt ?? 0);
}

describe("law 3, balance", () => {
  for (const { name, drafts } of scenarios) {
    it(`leaves nothing open when "${name}" ends at any point`, () => {
      const every = Math.max(1, Math.floor(drafts.length / 50));
      for (let k = 0; k <= drafts.length; k += every) {
        const end = { type: "run-end", status: "interrupted", reason: "restart", usage: aView([]).usage, error: null } as const;
        const at = drafts[k - 1]?.at ?? beginning;
        expectBalance(aView([...drafts.slice(0, k), { ...end, at }]));
      }
    });
  }

  it("leaves nothing open when any story ends, and lets nothing happen afterwards", () => {
    fc.assert(
      fc.property(
        story,
        anyEnd,
        fc.array(anyDraft, { maxLength: 5 }),
        fc.integer({ min: -99, max: 99 }),
        (drafts, end, more, ms) => {
          const at = (drafts.at(-1)?.at ?? beginning) + ms;
          const ended = [...drafts, { ...end, at }];
          const view = aView(ended);
          expectBalance(view);
          const late = aView([...ended, ...more.map((draft) => ({ ...draft, at: at + 1 }))]);
          expect({ ...late, seq: 0 }).toEqual({ ...view, seq: 0 });
        },
      ),
    );
  });
});
