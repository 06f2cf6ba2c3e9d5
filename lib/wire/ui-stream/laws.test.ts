import type { UIMessage } from "ai";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Exposure, exposures } from "#lib/core/exposure.ts";
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import { exposedView } from "#lib/reasoning/gate.ts";
import type { View } from "#lib/reasoning/view.ts";
import { anyRecut, anyStory } from "#lib/testing/arbitrary.ts";
import { aView } from "#lib/testing/builders.ts";
import { gated } from "#lib/testing/chat-stories.ts";
import { scenarios } from "#lib/testing/scenarios.ts";
import { answersOf, uiBytes, uiChunks } from "#lib/testing/told-stories.ts";
import { heldAfter } from "#lib/testing/ui-reader.ts";

/** Thoughts whose beginning is missing pass no gate; the View cannot know that. */
const named = scenarios.filter(({ name }) => name !== "starts missing");

const wholeRun = { after: 0, current: Number.MAX_SAFE_INTEGER };

function spokenIn(view: View): string[] {
  return view.parts.flatMap((part) =>
    (part.kind === "text" || part.kind === "reasoning") && part.text !== "" ? [`${part.kind}: ${part.text.toWellFormed()}`] : [],
  );
}

function spokenBy(message: UIMessage | null): string[] {
  return (message?.parts ?? []).flatMap((part) =>
    part.type === "text" || part.type === "reasoning" ? [`${part.type}: ${part.text}`] : [],
  );
}

const toolStates: Record<Extract<View["parts"][number], { kind: "tool" }>["state"], string> = {
  done: "output-available",
  failed: "output-error",
  refused: "output-denied",
  unknown: "output-error",
  writing: "output-error",
  ready: "output-error",
  running: "output-error",
  "awaiting-approval": "output-error",
  "handed-over": "output-error",
};

function toolsIn(view: View) {
  return view.parts.flatMap((part) => {
    if (part.kind !== "tool") return [];
    const state = toolStates[part.state];
    return [{ name: part.name, state, output: part.state === "done" ? part.result : undefined }];
  });
}

function toolsBy(message: UIMessage | null) {
  return (message?.parts ?? []).flatMap((part) => {
    if (!("toolCallId" in part)) return [];
    const name = part.type === "dynamic-tool" ? part.toolName : part.type.replace(/^tool-/, "");
    return [{ name, state: part.state, output: part.output }];
  });
}

const opened = (message: UIMessage | null) =>
  (message?.parts ?? []).filter((part) => "state" in part && (part.state === "streaming" || part.state === "input-streaming"));

/** What the client holds of a run that it is told whole. */
async function replayed(drafts: readonly TimedDraft[], exposure: Exposure) {
  return heldAfter(await uiBytes(gated(drafts, exposure), wholeRun));
}

describe("law 7: the message that the AI SDK puts together is what the View holds", () => {
  for (const exposure of exposures) {
    it(`with ${exposure}, in every scenario: words and thoughts in their order, all ended, and tools with what came of them`, async () => {
      for (const { name, drafts } of named) {
        const { message } = await replayed(drafts, exposure);
        const view = exposedView(aView(drafts), exposure);
        expect([name, spokenBy(message)]).toEqual([name, spokenIn(view)]);
        expect([name, opened(message)]).toEqual([name, []]);
        expect([name, toolsBy(message)]).toEqual([name, toolsIn(view)]);
      }
    });

    it(`with ${exposure}, answer by answer, where the client runs tools in between`, async () => {
      for (const { name, drafts } of named) {
        const events = gated(drafts, exposure);
        let message: UIMessage | null = null;
        for (const { after } of answersOf(events)) {
          const held = await heldAfter(await uiBytes(events, { after, current: after + 1 }), message ?? undefined);
          message = held.message;
        }
        expect([name, spokenBy(message)]).toEqual([name, spokenIn(exposedView(aView(drafts), exposure))]);
      }
    });
  }

  it("however the provider cut it, through characters too", async () => {
    const short = named.filter(({ name }) => name !== "huge");
    const cut = fc.constantFrom(...short).chain(({ drafts }) => fc.tuple(fc.constant(drafts), anyRecut(drafts)));
    await fc.assert(
      fc.asyncProperty(cut, fc.constantFrom(...exposures), async ([drafts, pieces], exposure) => {
        const { message } = await replayed(pieces, exposure);
        expect(spokenBy(message)).toEqual(spokenIn(exposedView(aView(drafts), exposure)));
      }),
      { numRuns: 80 },
    );
  });
});

describe("the AI SDK's reader", () => {
  it("takes any story, whatever is missing in it and wherever it breaks off, and nothing in it stays open", async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, fc.nat(), async (drafts, to) => {
        const events = gated(drafts, "full");
        const { message, errors, types } = await heldAfter(await uiBytes(events.slice(0, to % (events.length + 1)), wholeRun));
        expect(errors.filter((error) => /missing|No tool invocation/.test(error))).toEqual([]);
        expect(opened(message)).toEqual([]);
        expect([types[0], types.at(-1)]).toEqual(["start", "finish"]);
      }),
      { numRuns: 150 },
    );
  });
});

describe("what leaves with a chunk", () => {
  it("is no word of any thought with exposure off, and no chunk that one was there", () => {
    for (const { name, drafts } of named.filter((each) => each.name !== "names of prototypes")) {
      const chunks = uiChunks(drafts, "none", wholeRun);
      expect([name, chunks.filter(({ type }) => type.startsWith("reasoning"))]).toEqual([name, []]);
      const said = JSON.stringify(chunks);
      for (const part of aView(drafts).parts) {
        if (part.kind === "reasoning" && part.text.trim().length > 5)
          expect(said).not.toContain(JSON.stringify(part.text).slice(1, -1));
      }
    }
  });

  it("is never a provider's metadata or seal, with everything let out", () => {
    for (const { drafts } of scenarios)
      expect(JSON.stringify(uiChunks(drafts, "full", wholeRun))).not.toMatch(/providerMetadata|encrypted|"seal"|issuer|covers/);
  });
});
