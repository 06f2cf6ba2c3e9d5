import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headlineOf } from "./headline.ts";

describe("a headline", () => {
  const cases: [sentence: string, text: string, title: string, from: string, isSettled: boolean][] = [
    ["is nothing for nothing", "", "", "none", false],
    ["is the provider's bold heading", "**Weighing the options**\n\nFirst", "Weighing the options", "heading", true],
    ["grows with a heading that is still written", "**Weighing the", "Weighing the", "heading", false],
    ["may still change while a bold line is open", "**Weighing**", "Weighing", "heading", false],
    ["is a Markdown heading", "\n## Checking ##\nSix", "Checking", "heading", true],
    ["is the first sentence otherwise", "The user asks for six. That is easy.", "The user asks for six.", "sentence", true],
    ["takes bold words for a sentence", "**Note** the time. Then", "Note the time.", "sentence", true],
    ["does not end at an abbreviation or a number", "Use e.g. the 3.5 of it. Then", "Use e.g. the 3.5 of it.", "sentence", true],
    ["keeps asterisks that multiply", "So 2*3*4 is 24. Good", "So 2*3*4 is 24.", "sentence", true],
    ["ends at a full stop of other scripts", "用户问了。然后", "用户问了。", "sentence", true],
    ["ends with its line", "Okay\nso", "Okay", "sentence", true],
    ["leaves out list marks, quotes and links", "> - see [the page](https://example.org)\n", "see the page", "sentence", true],
    ["passes over lines without words", "---\n\nHello there. Yes", "Hello there.", "sentence", true],
  ];
  for (const [sentence, text, title, from, isSettled] of cases) {
    it(sentence, () => {
      expect(headlineOf(text)).toEqual({ title, from, isSettled });
    });
  }

  it("is cut at a word when the sentence is long", () => {
    const { title, isSettled } = headlineOf("Thinking about this for a long time ".repeat(20));
    expect(title.length).toBeLessThanOrEqual(80);
    expect(title).toMatch(/\w…$/);
    expect(isSettled).toBe(true);
  });

  it("never changes once it is settled", () => {
    const snippet = fc.constantFrom(
      "**",
      "*",
      "# ",
      "`",
      "a",
      "B",
      ". ",
      ".",
      "! ",
      "\n",
      " ",
      "1. ",
      "- ",
      "> ",
      "word ",
      "。",
      "\u{1F9E0}",
      "[x](y)",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(snippet, fc.constant("w".repeat(70))), { maxLength: 25 }), (snippets) => {
        const text = snippets.join("");
        let settled: string | null = null;
        for (let end = 0; end <= text.length; end++) {
          const { title, isSettled } = headlineOf(text.slice(0, end));
          if (settled !== null) expect([isSettled, title]).toEqual([true, settled]);
          if (isSettled) settled = title;
        }
      }),
      { numRuns: 500 },
    );
  });
});
