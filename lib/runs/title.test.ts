import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { titleFrom } from "./title.ts";

describe("titleFrom", () => {
  it.each([
    ["What is 3.5 + 2?", "What is 3.5 + 2?"],
    ["Explain entropy. Then give an example.", "Explain entropy"],
    ["Wait... what?", "Wait... what?"],
    ["It is late... Go home.", "It is late..."],
    ["## Plan for *today*\n\nand more", "Plan for today"],
    ["\n\n- first\n- second", "first"],
    ["```js\nconst answer = 42;\n```", "const answer = 42;"],
    ["你好，世界", "你好，世界"],
    ["???", "???"],
  ])("names %j after its first sentence", (text, title) => {
    expect(titleFrom(text)).toBe(title);
  });

  it("cuts a long sentence between two words and says so", () => {
    expect(titleFrom("Compare the economic history of the Hanseatic League with that of the Dutch Republic")).toBe(
      "Compare the economic history of the Hanseatic League with…",
    );
  });

  it("cuts a word that is longer than a title where it stands, never inside a character", () => {
    expect(titleFrom("👩‍👩‍👧‍👦".repeat(80))).toBe(`${"👩‍👩‍👧‍👦".repeat(60)}…`);
  });

  it("is one short line for any text", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 500, unit: "binary" }), (text) => {
        const title = titleFrom(text);
        expect(title).not.toMatch(/^\s|\s$|\n/);
        expect(title.length).toBeGreaterThan(0);
        expect([...new Intl.Segmenter("en").segment(title)].length).toBeLessThanOrEqual(61);
      }),
    );
  });
});
