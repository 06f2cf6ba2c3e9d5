import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCut } from "#lib/testing/arbitrary.ts";
import { makeSealedLists } from "./sealed-lists.ts";

const text = (index: number | undefined, said: string | null, more: object = {}) => ({
  type: "reasoning.text",
  text: said,
  index,
  ...more,
});

/** What is to go back of these pieces, and what was news in them. */
function merged(...pieces: Record<string, unknown>[]) {
  const lists = makeSealedLists();
  const news = pieces.map(
    (piece) => (String(piece.type).startsWith("reasoning.") ? lists.detail(piece) : lists.block(piece)).text,
  );
  return { ...lists.take(), news: news.filter((each) => each !== "") };
}

describe("lists that go back unmodified", () => {
  it("merge what has the same index and type, whatever cuts it", () => {
    fc.assert(
      fc.property(anyCut("A thought about things, cut up."), anyCut("In short: things."), (first, second) => {
        const summary = (said: string) => ({ type: "reasoning.summary", summary: said, index: 0, format: "f" });
        const pieces = [...first.map((each) => text(0, each)), ...second.map(summary), ...first.map((each) => text(1, each))];
        expect(merged(...pieces).reasoning_details).toEqual([
          text(0, "A thought about things, cut up."),
          summary("In short: things."),
          text(1, "A thought about things, cut up."),
        ]);
      }),
    );
  });

  it("keep all that an entry says of itself, the later word before the earlier, and no word before none", () => {
    const first = text(0, "Hm.", { id: "r1", signature: null, format: "unknown", extra: { a: 1 } });
    expect(merged(first, text(0, "", { id: null, signature: "c2ln", format: "anthropic-claude-v1" })).reasoning_details).toEqual([
      text(0, "Hm.", { id: "r1", signature: "c2ln", format: "anthropic-claude-v1", extra: { a: 1 } }),
    ]);
  });

  it("merge what has no index with what stands right before it", () => {
    const sealed = { type: "reasoning.encrypted", data: "x" };
    expect(merged(text(undefined, "a"), text(undefined, "b"), sealed, text(undefined, "c")).reasoning_details).toEqual([
      text(undefined, "ab"),
      sealed,
      text(undefined, "c"),
    ]);
  });

  it("never join sealed data, and never repeat it", () => {
    const sealed = (data: string, id: string) => ({ type: "reasoning.encrypted", data, id, index: 0 });
    expect(merged(sealed("x", "a"), sealed("y", "b"), sealed("y", "b")).reasoning_details).toEqual([
      sealed("x", "a"),
      sealed("y", "b"),
    ]);
  });

  it("end a block with its signature, and keep no blocks that nobody signed", () => {
    const block = (thinking: string, signature: string | null) => ({ type: "thinking", thinking, signature });
    expect(merged(block("a", null), block("b", ""), block("", "s1"), block("c", null), block("", "s2")).thinking_blocks).toEqual([
      block("ab", "s1"),
      block("c", "s2"),
    ]);
    expect(merged(block("a", null), block("b", ""))).toEqual({ news: ["a", "b"] });
  });

  it("take a piece that repeats all before it for the whole, and show only its news", () => {
    const long = "A thought long enough to be no coincidence, ";
    expect(merged(text(0, long), text(0, `${long}and more.`))).toEqual({
      reasoning_details: [text(0, `${long}and more.`)],
      news: [long, "and more."],
    });
    const own = { format: "MiniMax-response-v1" };
    expect(merged(text(0, "I", own), text(0, "I a", own), text(0, "I am", own))).toEqual({
      reasoning_details: [text(0, "I am", own)],
      news: ["I", " a", "m"],
    });
    expect(merged(text(0, "ha"), text(0, "ha"))).toMatchObject({ reasoning_details: [text(0, "haha")] });
  });
});
