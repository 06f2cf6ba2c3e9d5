import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { story } from "#lib/testing/arbitrary.ts";
import { aView, numbered } from "#lib/testing/builders.ts";
import { testSeal } from "#lib/testing/scenarios.ts";
import { collectSeals, type PromptTurn, toPrompt } from "../prompt.ts";

const turn: fc.Arbitrary<PromptTurn> = fc.record({ text: fc.string(), drafts: fc.option(story) }).map(({ text, drafts }) => ({
  text,
  view: drafts && aView(drafts),
  seals: collectSeals(numbered(drafts ?? [])),
}));
const path = fc.array(turn, { maxLength: 4 });

describe("law 10, prompt", () => {
  it("depends on the path alone, turn by turn", () => {
    fc.assert(
      fc.property(path, path, (above, below) => {
        const whole = toPrompt([...above, ...below], testSeal.issuer);
        expect(whole).toEqual([...toPrompt(above, testSeal.issuer), ...toPrompt(below, testSeal.issuer)]);
      }),
    );
  });

  it("keeps every question, in order", () => {
    fc.assert(
      fc.property(path, (turns) => {
        const questions = toPrompt(turns, testSeal.issuer).filter((message) => message.role === "user");
        expect(questions.map((message) => message.text)).toEqual(turns.map((each) => each.text));
      }),
    );
  });

  it("sends no thought to an issuer that did not seal it", () => {
    fc.assert(
      fc.property(path, (turns) => {
        const parts = toPrompt(turns, "someone else").flatMap((message) => (message.role === "assistant" ? message.parts : []));
        expect(parts.filter((part) => part.kind === "reasoning")).toEqual([]);
      }),
    );
  });

  it("pairs every tool call with its outcome right behind it, and sends no empty answer", () => {
    fc.assert(
      fc.property(path, (turns) => {
        let open: string[] = [];
        for (const message of toPrompt(turns, testSeal.issuer)) {
          if (message.role === "tool") expect(open.splice(0, 1)).toEqual([message.callId]);
          else expect(open).toEqual([]);
          if (message.role !== "assistant") continue;
          expect(message.parts.at(-1)?.kind).toMatch(/^(text|tool-call)$/);
          open = message.parts.flatMap((part) => (part.kind === "tool-call" ? [part.callId] : []));
        }
        expect(open).toEqual([]);
      }),
    );
  });
});
