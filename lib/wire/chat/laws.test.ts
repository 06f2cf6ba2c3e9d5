import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Exposure, exposures, type ReasoningFormat, reasoningFormats } from "#lib/core/exposure.ts";
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { exposedView } from "#lib/reasoning/gate.ts";
import { makeThinkSplitter } from "#lib/reasoning/think-splitter.ts";
import type { View } from "#lib/reasoning/view.ts";
import { anyRecut } from "#lib/testing/arbitrary.ts";
import { aView } from "#lib/testing/builders.ts";
import { gated, segments, tell } from "#lib/testing/chat-stories.ts";
import { scenarios } from "#lib/testing/scenarios.ts";
import { assemble } from "./completion.ts";
import { invisible } from "./quote-tags.ts";
import { seam } from "./speech.ts";

/** Thoughts whose beginning is missing pass no gate, so they are not told; the View cannot know that. */
const named = scenarios.filter(({ name }) => name !== "starts missing" && name !== "huge");

/** The texts of a View, a paragraph for each model call. */
function textOf(view: View): string {
  const steps = Map.groupBy(view.parts, (part) => part.step);
  const texts = [...steps.values()].map((parts) => parts.map((part) => (part.kind === "text" ? part.text : "")).join(""));
  return texts.filter((text) => text !== "").join(seam);
}

function thoughtsOf(view: View): string {
  return view.parts.flatMap((part) => (part.kind === "reasoning" && part.text !== "" ? [part.text] : [])).join(seam);
}

interface Held {
  text: string;
  thoughts: string;
}

/** What a client has in the end of one answer, thoughts taken out of whatever holds them. */
function heldOf(events: readonly RunEvent[], format: ReasoningFormat): Held {
  const { content, reasoning_content, reasoning } = assemble(tell(events, format).deltas);
  if (format !== "tags") return { text: content ?? "", thoughts: reasoning_content ?? reasoning ?? "" };
  const splitter = makeThinkSplitter();
  const pieces = [...splitter.push(content ?? ""), ...splitter.end()];
  const join = (kind: string) => pieces.flatMap((piece) => (piece.kind === kind ? [piece.text] : [])).join("");
  return { text: join("text"), thoughts: join("reasoning").replaceAll(invisible, "") };
}

/** Of all answers that the run gave. */
function heldBy(drafts: readonly TimedDraft[], exposure: Exposure, format: ReasoningFormat): Held {
  const answers = segments(gated(drafts, exposure)).map((events) => heldOf(events, format));
  const join = (name: keyof Held) =>
    answers
      .map((held) => held[name])
      .filter((text) => text !== "")
      .join(seam);
  return { text: join("text"), thoughts: join("thoughts") };
}

/** Tags bring line breaks with them, and a clean client takes them away. */
const squeezed = (text: string) => text.replace(/\s+/g, "");

describe("law 7: what a client puts together is what the View holds", () => {
  for (const format of reasoningFormats) {
    for (const exposure of exposures) {
      it(`as ${format} with ${exposure}, in every scenario`, () => {
        for (const { name, drafts } of named) {
          const held = heldBy(drafts, exposure, format);
          const view = exposedView(aView(drafts), exposure);
          const same = format === "tags" ? squeezed : (text: string) => text.toWellFormed();
          expect([name, same(held.text), same(held.thoughts)]).toEqual([name, same(textOf(view)), same(thoughtsOf(view))]);
        }
      });
    }
  }

  it("however the provider cut it, through characters and tags too", () => {
    const cut = fc.constantFrom(...named).chain(({ drafts }) => fc.tuple(fc.constant(drafts), anyRecut(drafts)));
    fc.assert(
      fc.property(
        cut,
        fc.constantFrom(...exposures),
        fc.constantFrom(...reasoningFormats),
        ([drafts, pieces], exposure, format) => {
          expect(heldBy(pieces, exposure, format)).toEqual(heldBy(drafts, exposure, format));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("exposure off", () => {
  it("leaves no word of any thought in any delta, of whatever form", () => {
    for (const { drafts } of scenarios) {
      const said = JSON.stringify(tell(gated(drafts, "none")).deltas);
      for (const part of aView(drafts).parts) {
        if (part.kind === "reasoning" && part.text.trim().length > 5)
          expect(said).not.toContain(JSON.stringify(part.text).slice(1, -1));
      }
      expect(said).not.toMatch(/"reasoning|<think/);
    }
  });
});
