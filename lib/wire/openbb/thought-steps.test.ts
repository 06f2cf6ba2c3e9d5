import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeThoughtSteps } from "./thought-steps.ts";

/** The steps that a text makes, coming in pieces with so many milliseconds between them. */
function stepsOf(pieces: readonly string[], everyMs: number): string[] {
  const steps = makeThoughtSteps();
  return [...pieces.flatMap((piece, index) => steps.push(piece, index * everyMs)), ...steps.flush()];
}

const letters = (text: string) => [...text];

describe("a thought as steps", () => {
  it("is told a sentence at a time when it is slow", () => {
    expect(stepsOf(letters("One is here. Two is 3.14 there! Is it? Yes"), 100)).toEqual([
      "One is here. ",
      "Two is 3.14 there! ",
      "Is it? ",
      "Yes",
    ]);
  });

  it("is told at most once in 250 ms when it is fast", () => {
    const text = "A sentence. ".repeat(100);
    const steps = stepsOf(letters(text), 1);
    expect(steps.length).toBeLessThanOrEqual(Math.ceil(text.length / 250) + 1);
    expect(steps.join("")).toBe(text);
  });

  it("ends between two words where no sentence ends for long", () => {
    const steps = stepsOf("word ".repeat(200).split(/(?<= )/), 60);
    expect(steps.length).toBeGreaterThan(1);
    expect(steps.every((step) => step.endsWith(" "))).toBe(true);
  });

  it("tells a mebibyte that comes at once in steps of bearable length", () => {
    const text = "🧠 thought ".repeat(100_000);
    const steps = stepsOf([text], 0);
    expect(Math.max(...steps.map(({ length }) => length))).toBeLessThanOrEqual(2000);
    expect(steps.join("")).toBe(text);
    expect(steps.every((step) => step.isWellFormed())).toBe(true);
  });

  it("makes no step of blanks alone", () => {
    expect(stepsOf(["\n\n", "  "], 300)).toEqual([]);
  });

  it("loses nothing but blanks at the end, however it comes", () => {
    const piece = fc.constantFrom("a", "b. ", "\n", " ", "思考。", "🧠", "!", "word ".repeat(90), "x".repeat(500));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 0, max: 400 }), (pieces, everyMs) => {
        const steps = stepsOf(pieces, everyMs);
        expect(steps.join("").trimEnd()).toBe(pieces.join("").trimEnd());
        expect(steps.every((step) => step.trim() !== "")).toBe(true);
      }),
    );
  });
});
