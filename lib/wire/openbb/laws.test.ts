import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Exposure, exposures } from "#lib/core/exposure.ts";
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { answerText, gatedEvents, messagesOf, openbbRunId, tellStory } from "#lib/testing/openbb-stories.ts";
import { scenarios } from "#lib/testing/scenarios.ts";
import { withoutBrokenOff } from "./broken-off.ts";

/** What may be seen of it. */
function viewOf(drafts: readonly TimedDraft[], exposure: Exposure): View {
  return foldAll(emptyView(openbbRunId), gatedEvents(drafts, exposure));
}

function textOf(view: View): string {
  return view.parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
}

function thoughtsOf(view: View): string[] {
  return view.parts.flatMap((part) => (part.kind === "reasoning" && part.text !== "" ? [bare(part.text)] : []));
}

function bare(text: string): string {
  return text.replace(/\s+/g, "");
}

/** Up to where an answer to Workspace ends. */
function segmentOf(drafts: readonly TimedDraft[]): TimedDraft[] {
  const end = drafts.findIndex((draft) => draft.type === "run-wait" && draft.for === "client");
  return end === -1 ? [...drafts] : drafts.slice(0, end + 1);
}

const segments = scenarios.map(({ name, drafts }) => ({ name, drafts: segmentOf(drafts) }));

describe("law 7: what Workspace puts together is the View", () => {
  for (const { name, drafts } of segments) {
    it(`holds for "${name}"`, () => {
      for (const exposure of exposures) {
        const told = tellStory(drafts, { exposure });
        const view = viewOf(drafts, exposure);
        expect(withoutBrokenOff(answerText(told))).toBe(textOf(view));
        for (const thought of thoughtsOf(view)) expect(bare(messagesOf(told).join(""))).toContain(thought);
      }
    });

    it(`lets no thought of "${name}" out that may not leave`, () => {
      for (const exposure of exposures) {
        const all = JSON.stringify(tellStory(drafts, { exposure }).map(({ data }) => data)).replace(/\s+|\\n/g, "");
        const shown = new Set(thoughtsOf(viewOf(drafts, exposure)));
        const kept = thoughtsOf(viewOf(drafts, "full")).filter((thought) => !shown.has(thought) && thought.length > 12);
        for (const thought of kept) expect(all).not.toContain(thought.slice(0, 12));
      }
    });
  }

  it("holds wherever the story breaks off, and however many events come at once", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...segments),
        fc.nat(200),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(...exposures),
        ({ drafts }, cut, batch, exposure) => {
          const part = drafts.slice(0, cut);
          const told = tellStory(part, { exposure, batch });
          const view = viewOf(part, exposure);
          expect(withoutBrokenOff(answerText(told))).toBe(textOf(view));
          for (const thought of thoughtsOf(view)) expect(bare(messagesOf(told).join(""))).toContain(thought);
        },
      ),
      { numRuns: 300 },
    );
  });
});
