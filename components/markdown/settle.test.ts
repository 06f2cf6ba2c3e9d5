import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settle } from "./settle.ts";

describe("a block that is still being written", () => {
  it("has its half-written marks closed or held back", () => {
    const cases: [string, string][] = [
      ["plain words", "plain words"],
      ["some **bold te", "some **bold te**"],
      ["some **", "some "],
      ["some **bold*", "some **bold**"],
      ["some *it", "some *it*"],
      ["a ***both of", "a ***both of***"],
      ["**bold *and it", "**bold *and it***"],
      ["~~gone", "~~gone~~"],
      ["call `foo(", "call `foo(`"],
      ["call ``a`b", "call ``a`b``"],
      ["call `", "call "],
      ["done **bold** and `code`", "done **bold** and `code`"],
      ["see [the docs](https://exa", "see the docs"],
      ["look ![a chart](https://e", "look a chart"],
      ["**see [docs](http", "**see docs**"],
      ["- one\n- **two", "- one\n- **two**"],
    ];
    for (const [source, settled] of cases) expect(settle(source)).toBe(settled);
  });

  it("leaves alone what is no mark", () => {
    for (const text of ["2 * 3 = 6", "snake_case_name", "a*b", "5 > 3", "$5 and $10", "list[0", "$x_1$ and $y_2$", "1 ~ 2"]) {
      expect(settle(text)).toBe(text);
    }
  });

  it("waits with a marker until there is something behind it", () => {
    for (const marker of ["-", "- ", "*", "#", "## ", "1.", ">", "``", "```", "```ts", "---", "|", "$"]) {
      expect(settle(`words\n${marker}`)).toBe("words");
    }
    expect(settle("words\n5")).toBe("words\n5");
  });

  it("stands a table from its header on", () => {
    const table = "| a | b |\n|---|---|";
    expect(settle("| a | b |")).toBe(table);
    expect(settle("| a | b |\n|--")).toBe(table);
    expect(settle("| a | b |\n| --- | :-")).toBe(table);
    expect(settle(`${table}\n| 1 | **2`)).toBe(`${table}\n| 1 | **2**`);
  });

  it("reads no emphasis in a formula that is still open", () => {
    expect(settle("so $a_1 * b_")).toBe("so \\$a\\_1 \\* b\\_");
    expect(settle("so \\(a_1")).toBe("so \\\\(a\\_1");
  });

  it("adds no letter and takes none away", () => {
    const piece = fc.constantFrom("ab", " ", "**", "*", "_", "`", "~~", "(", ")", "cd", "\\", "\n", "- ", "> ");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (list) => {
        const text = list.join("");
        // The word behind a fence is its language, which waits with it.
        fc.pre(!/(?:`{3}|~{3})[^\n]*$/.test(text));
        const letters = (value: string) => value.replace(/[^a-d]/g, "");
        expect(letters(settle(text))).toBe(letters(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
