import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCut } from "#lib/testing/arbitrary.ts";
import { growth } from "#lib/testing/growth.ts";
import { makeSameText } from "./same-text.ts";

/** What is shown of what is said, `source: text` a line. */
function shown(...lines: string[]): string {
  const same = makeSameText();
  const news = lines.map((line) => {
    const [source = "", text = ""] = line.split(": ");
    return same.take(source, text);
  });
  return news.join("") + same.settle();
}

const prose = "All that is said here is said once, however often and in whichever pieces it comes.";

describe("the same text from several sources", () => {
  it.each<[string, string[], string]>([
    ["passes on one source as it comes", ["a: one", "a: one"], "oneone"],
    ["leaves out a repetition", ["a: one two", "b: one two"], "one two"],
    ["leaves out one in other pieces", ["a: on", "b: o", "a: e two", "b: ne ", "b: two"], "one two"],
    ["does not look at blanks", ["a: one  two", "b: onetwo\n"], "one  two"],
    ["passes on what goes beyond", ["a: one", "b: one two"], "one two"],
    ["passes on what goes beyond a repetition that came before", ["a: one", "b: one ", "b:  two"], "one  two"],
    ["does not say blanks twice between", ["a: one ", "b: one", "b:  two"], "one two"],
    ["gives up at the first difference", ["a: one two", "b: one ", "b: three"], "one twoone three"],
    ["does not repeat one that stops early", ["a: one", "b: one", "a: two"], "onetwo"],
    ["lets another go on", ["a: one", "b: two", "a: three", "b: three", "b: four"], "onetwothreefour"],
    ["gives back at the end what was no repetition", ["a: one two", "b: one"], "one twoone"],
  ])("%s", (_sentence, lines, text) => {
    expect(shown(...lines)).toBe(text);
  });

  it("holds back no more than may be coincidence", () => {
    const same = makeSameText();
    same.take("a", `${prose} More.`);
    const news = Array.from(`${prose} Less.`, (letter) => same.take("b", letter)).join("");
    expect(news).toBe(" Less.");
  });

  it("does not take a difference for news beside a better source", () => {
    const same = makeSameText();
    expect([same.take("a", "one"), same.take("b", "uno", true), same.take("a", " two"), same.take("b", " due", true)]).toEqual([
      "one",
      "",
      " two",
      "",
    ]);
  });

  it("lets a silent source join in where a thought begins", () => {
    const same = makeSameText();
    same.take("a", "First.");
    same.begin();
    expect([same.take("a", "Second."), same.take("b", "Second."), same.take("b", " Third.")]).toEqual(["Second.", "", " Third."]);
  });

  it("shows a text once, however two sources cut it and whoever is ahead", () => {
    const words = fc.array(fc.constantFrom("one ", "two\n", "  ", "three", "思考 ", "\u{1F9E0}"), {
      minLength: 1,
      maxLength: 30,
    });
    const cases = words
      .map((all) => `${prose}${all.join("")}`)
      .chain((text) => fc.tuple(fc.constant(text), anyCut(text), anyCut(text), fc.infiniteStream(fc.boolean())));
    fc.assert(
      fc.property(cases, ([text, first, second, turns]) => {
        const same = makeSameText();
        const rest = { a: [...first], b: [...second] };
        let news = "";
        while (rest.a.length + rest.b.length > 0) {
          const isA = rest.b.length === 0 || (rest.a.length > 0 && turns.next().value === true);
          news += same.take(isA ? "a" : "b", rest[isA ? "a" : "b"].shift() ?? "");
        }
        expect((news + same.settle()).replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
      }),
      { numRuns: 1000 },
    );
  });

  it("costs as the text grows and no more", () => {
    const write = (length: number) => () => {
      const same = makeSameText();
      for (let sent = 0; sent < length; sent += 5) {
        same.take("a", "word ");
        same.take("b", "word ");
      }
    };
    expect(growth(write(20_000), write(200_000))).toBeLessThan(3);
  });
});
