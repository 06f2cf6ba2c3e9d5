import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Exposure, exposures } from "#lib/core/exposure.ts";
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import { exposedView } from "#lib/reasoning/gate.ts";
import type { View } from "#lib/reasoning/view.ts";
import { heldAfter, textsOf, verified } from "#lib/testing/ag-ui-client.ts";
import { anyRecut, anyStory } from "#lib/testing/arbitrary.ts";
import { aView } from "#lib/testing/builders.ts";
import { gated } from "#lib/testing/chat-stories.ts";
import { scenarios } from "#lib/testing/scenarios.ts";
import { agUiBytes, agUiEvents, answersOf } from "#lib/testing/told-stories.ts";

/** Thoughts whose beginning is missing pass no gate; the View cannot know that. */
const named = scenarios.filter(({ name }) => name !== "starts missing");
const terminals = ["RUN_FINISHED", "RUN_ERROR"];

function wordsOf({ parts }: View, kind: "text" | "reasoning"): string[] {
  return parts.flatMap((part) => (part.kind === kind && part.text !== "" ? [part.text.toWellFormed()] : []));
}

/** What the client holds of all answers that the run gave. */
async function heldBy(drafts: readonly TimedDraft[], exposure: Exposure) {
  const events = gated(drafts, exposure);
  const held = { text: [] as string[], thoughts: [] as string[] };
  for (const { after } of answersOf(events)) {
    const { messages } = await heldAfter(await agUiBytes(events, { after, current: after + 1 }));
    held.text.push(...textsOf(messages, "assistant"));
    held.thoughts.push(...textsOf(messages, "reasoning"));
  }
  return held;
}

/** Imported words are the client's own, and are not told to it again. */
function expected(drafts: readonly TimedDraft[], exposure: Exposure) {
  const view = exposedView(aView(drafts), exposure);
  return { text: wordsOf(view, "text"), thoughts: wordsOf(view, "reasoning") };
}

describe("law 7: what AG-UI's client holds is what the View holds", () => {
  const complaints = [vi.spyOn(console, "warn"), vi.spyOn(console, "error")];
  beforeEach(() => complaints.map((each) => each.mockClear()));
  afterEach(() => expect(complaints.flatMap((each) => each.mock.calls)).toEqual([]));

  for (const exposure of exposures) {
    it(`with ${exposure}, in every scenario, and nothing in it is unknown to the client`, async () => {
      for (const { name, drafts } of named) {
        expect([name, await heldBy(drafts, exposure)]).toEqual([name, expected(drafts, exposure)]);
      }
    });
  }

  it("however the provider cut it, through characters too", async () => {
    const short = named.filter(({ name }) => name !== "huge");
    const cut = fc.constantFrom(...short).chain(({ drafts }) => fc.tuple(fc.constant(drafts), anyRecut(drafts)));
    await fc.assert(
      fc.asyncProperty(cut, fc.constantFrom(...exposures), async ([drafts, pieces], exposure) => {
        expect(await heldBy(pieces, exposure)).toEqual(expected(drafts, exposure));
      }),
      { numRuns: 60 },
    );
  });
});

describe("AG-UI's verifier", () => {
  it.each(scenarios.map(({ name, drafts }) => [name, drafts] as const))("lets every answer of %s pass", async (_name, drafts) => {
    for (const exposure of exposures) {
      const events = gated(drafts, exposure);
      for (const { after } of answersOf(events)) {
        const passed = await verified(await agUiBytes(events, { after, current: after + 1 }));
        expect(passed[0]?.type).toBe("RUN_STARTED");
        expect(passed.filter(({ type }) => terminals.includes(type))).toEqual([passed.at(-1)]);
      }
    }
  });

  it("lets any story pass, whatever is missing in it, from any answer on, and broken off anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 40 }), async (drafts, from, to, pieceLength) => {
        const events = gated(drafts, "full");
        const broken = events.slice(0, to % (events.length + 1));
        const end = events.findIndex(({ type }) => type === "run-end");
        const waits = events
          .slice(0, end === -1 ? events.length : end)
          .filter((each) => each.type === "run-wait" && each.for === "client");
        const after = waits[from % (waits.length + 1)]?.seq ?? 0;
        const passed = await verified(await agUiBytes(broken, { after, current: after + 1 }), pieceLength * 10);
        expect(terminals).toContain(passed.at(-1)?.type);
      }),
      { numRuns: 150 },
    );
  });
});

describe("exposure off", () => {
  it("has no REASONING event at all, of whatever form the thought was", () => {
    for (const { name, drafts } of named.filter((each) => each.name !== "names of prototypes")) {
      const said = JSON.stringify(agUiEvents(drafts, "none"));
      expect([name, said.includes("REASONING")]).toEqual([name, false]);
      for (const part of aView(drafts).parts) {
        if (part.kind === "reasoning" && part.text.trim().length > 5)
          expect(said).not.toContain(JSON.stringify(part.text).slice(1, -1));
      }
    }
  });

  it("and no seal of a provider's in any event with everything let out", () => {
    for (const { drafts } of scenarios) expect(JSON.stringify(agUiEvents(drafts, "full"))).not.toMatch(/encrypted|"seal"|issuer/);
  });
});
