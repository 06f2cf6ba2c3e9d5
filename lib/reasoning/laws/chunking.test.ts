import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCut } from "#lib/testing/arbitrary.ts";
import { makeThinkSplitter, type Piece } from "../think-splitter.ts";

const snippets = [
  ...[
    "<think>",
    "</think>",
    '<thinking reason="a>b">',
    "</ThInKiNg >",
    "< think>",
    "</ think>",
    "<think/>",
    "<mm:think>",
    "</thinking>",
  ],
  ...["<thought", "<reason", "ing>", "<internal>", "</internal>", "<think '", "<", "</", ">", "/", "'", '"', "<thinker>", "a<b"],
  ...["\n", "\n\n", " ", "    ", "\t", "\r\n", "`", "``", "```", "```py\n", "\n```\n", "~~~\n", "- ", "1. ", "\\"],
  ...["word", "思考", "\u{1F9E0}", "e\u0301", "\0", "\u2028", "=", "x".repeat(300), " ".repeat(300)],
];
const nastyText = fc
  .array(fc.oneof(fc.constantFrom(...snippets), fc.constantFrom("<think>", "</think>", "\n")), { maxLength: 40 })
  .map((all) => all.join(""));

function partsOf(pieces: readonly string[], startsInside: boolean): Pick<Piece, "kind" | "text">[] {
  const splitter = makeThinkSplitter({ startsInside });
  const parts: Pick<Piece, "kind" | "text">[] = [];
  for (const piece of [...pieces.flatMap((each) => splitter.push(each)), ...splitter.end()]) {
    const last = parts.at(-1);
    expect(piece.text).not.toBe("");
    if (piece.opens || !last) parts.push({ kind: piece.kind, text: piece.text });
    else {
      expect(piece.kind).toBe(last.kind);
      last.text += piece.text;
    }
  }
  return parts;
}

const tag =
  /<[ \t]*\/?[ \t]*(?:antml:|mm:)?(?:think|thinking|thought|reasoning|antthinking|internal)(?:[\s/](?:"[^"]*"|'[^']*'|[^"'<>])*)?>/iy;

/** Whether `output` is `input` with nothing left out but whole tags and whitespace. */
function isInputWithoutTags(input: string, output: string): boolean {
  const open: [number, number][] = [[0, 0]];
  const seen = new Set<string>();
  for (let state = open.pop(); state; state = open.pop()) {
    const [i, j] = state;
    if (i === input.length && j === output.length) return true;
    if (seen.has(`${i} ${j}`)) continue;
    seen.add(`${i} ${j}`);
    tag.lastIndex = i;
    const skipped = tag.exec(input)?.[0].length ?? (/\s/.test(input.charAt(i)) ? 1 : 0);
    if (skipped > 0) open.push([i + skipped, j]);
    if (i < input.length && input[i] === output[j]) open.push([i + 1, j + 1]);
  }
  return false;
}

describe("law 1, chunking", () => {
  it("gives the same parts however the text is cut", () => {
    const cases = nastyText.chain((text) => fc.tuple(fc.constant(text), anyCut(text), fc.boolean()));
    fc.assert(
      fc.property(cases, ([text, cut, startsInside]) => {
        expect(partsOf(cut, startsInside)).toEqual(partsOf([text], startsInside));
      }),
      { numRuns: 1500 },
    );
  });

  it("gives the same parts when every character comes alone", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(partsOf(text.split(""), false)).toEqual(partsOf([text], false));
      }),
      { numRuns: 500 },
    );
  });

  it("invents nothing and loses nothing but tags and whitespace", () => {
    fc.assert(
      fc.property(nastyText, fc.boolean(), (text, startsInside) => {
        const joined = partsOf([text], startsInside)
          .map((part) => part.text)
          .join("");
        expect(isInputWithoutTags(text, joined)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it("gives text without an angle bracket back to the letter, in one part", () => {
    const text = fc.array(fc.constantFrom(...snippets.filter((each) => !each.includes("<")))).map((all) => all.join(""));
    fc.assert(
      fc.property(text, (plain) => {
        expect(partsOf([plain], false)).toEqual(plain === "" ? [] : [{ kind: "text", text: plain }]);
      }),
    );
  });
});
