import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growth } from "#lib/testing/growth.ts";
import { type Blocks, emptyBlocks, growBlocks } from "./blocks.ts";
import type { Block } from "./scan.ts";

function blocksOf(text: string): Block[] {
  return listOf(growBlocks(emptyBlocks, text));
}

function listOf(blocks: Blocks): Block[] {
  return [...blocks.closed.flat(), ...(blocks.open ? [blocks.open] : [])];
}

const pieces = [
  "A paragraph of words.",
  "**bold",
  "\n",
  "\n\n",
  "```ts\n",
  "```",
  "~~~\n",
  "- item\n",
  "1. first\n",
  "2. second\n",
  "  nested\n",
  "    indented\n",
  "# Heading\n",
  "> quote\n",
  "| a | b |\n|---|---|\n",
  "| 1 | 2 |\n",
  "$$\n",
  "x^2",
  "\\[ y \\]\n",
  "\r\n",
  "---\n",
  "<b>",
  "é🙂",
  "w".repeat(9_000),
];
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((list) => list.join(""));

describe("blocks", () => {
  it("come out the same however the text grows", () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 12 }), (text, cuts) => {
        let blocks = emptyBlocks;
        const ends = cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b);
        for (const end of ends) blocks = growBlocks(blocks, text.slice(0, end));
        expect(listOf(growBlocks(blocks, text))).toEqual(blocksOf(text));
      }),
      { numRuns: 400 },
    );
  });

  it("never change once closed, and keep the identity of full groups", () => {
    const text = Array.from({ length: 100 }, (_, index) => `Paragraph ${index}.\n\n`).join("");
    const half = growBlocks(emptyBlocks, text.slice(0, text.length / 2));
    const whole = growBlocks(half, text);
    expect(half.closed.length).toBeGreaterThan(1);
    half.closed.slice(0, -1).forEach((group, index) => {
      expect(whole.closed[index]).toBe(group);
    });
  });

  it("lose no word of the text", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b c", "\n", "\n\n", "- d\n", "# e\n", "```\n", "| f |\n", "> g\n")), (list) => {
        const text = list.join("");
        const words = (value: string) => value.replace(/[^a-g]/g, "");
        const fenceFree = blocksOf(text).map((block) => block.info + block.text);
        expect(words(fenceFree.join(""))).toBe(words(text));
      }),
    );
  });

  it("keep a fence whole across blank lines and closed at its own length", () => {
    const [code, after] = blocksOf("````md title\n```\ninner\n\n```\n````\nafter");
    expect(code).toMatchObject({ kind: "code", info: "md title", text: "```\ninner\n\n```" });
    expect(after).toMatchObject({ kind: "markdown", text: "after" });
  });

  it("show an unclosed fence as code, and a text that ends with its closing fence without it", () => {
    expect(blocksOf("```js\nlet a")).toMatchObject([{ kind: "code", info: "js", text: "let a" }]);
    expect(blocksOf("```js\nlet a\n```")).toMatchObject([{ kind: "code", text: "let a" }]);
  });

  it("part a paragraph from the list, fence, heading or formula that follows at once", () => {
    expect(blocksOf("Look:\n- one\n- two").map((block) => block.text)).toEqual(["Look:", "- one\n- two"]);
    expect(blocksOf("Look:\n```\nx\n```\n").map((block) => block.kind)).toEqual(["markdown", "code"]);
    expect(blocksOf("One\n## Two\nThree").map((block) => block.text)).toEqual(["One", "## Two", "Three"]);
    expect(blocksOf("So\n$$\nx\n$$\n\\[ y \\]\n").map((block) => [block.kind, block.text])).toEqual([
      ["markdown", "So"],
      ["math", "x"],
      ["math", "y"],
    ]);
  });

  it("keep a loose list with its nested paragraphs and code together", () => {
    const list = "1. one\n\n   more\n\n   ```js\n   a\n\n   b\n   ```\n\n2. two";
    expect(blocksOf(list).map((block) => block.text)).toEqual([list]);
  });

  it("cut a long list between items and carry its number on", () => {
    const list = Array.from({ length: 100 }, () => "1. again\n").join("");
    const blocks = blocksOf(list);
    expect(blocks.length).toBeGreaterThan(2);
    expect(blocks[1]).toMatchObject({ continues: true, firstNumber: 41 });
    expect(blocks[2]).toMatchObject({ continues: true, firstNumber: 81 });
  });

  it("cut a long table between rows and repeat its header", () => {
    const head = "| name | value |\n|---|---|\n";
    const blocks = blocksOf(head + "| something long enough | to count |\n".repeat(600));
    expect(blocks.length).toBeGreaterThan(1);
    expect(blocks[1]).toMatchObject({ kind: "markdown", head, continues: true });
  });

  it("take a line of a megabyte as words in pieces that never split a character", () => {
    const blocks = blocksOf(`before\n${"🙂".repeat(500_000)}\nafter`);
    expect(blocks[0]).toMatchObject({ kind: "markdown", text: "before" });
    expect(blocks.at(-1)).toMatchObject({ kind: "markdown", text: "after" });
    const middle = blocks.slice(1, -1);
    expect(middle.every((block) => block.kind === "plain" && !/\p{Surrogate}/u.test(block.text))).toBe(true);
    expect(middle.map((block) => block.text).join("")).toBe("🙂".repeat(500_000));
  });

  it("take nesting without end as words", () => {
    expect(blocksOf(`${">".repeat(5_000)} deep\n`)).toMatchObject([{ kind: "plain" }]);
    expect(blocksOf(`${"- ".repeat(2_000)}deep\n`)).toMatchObject([{ kind: "plain" }]);
    expect(blocksOf(`text\n${"-".repeat(60)}\n`)).toMatchObject([{ kind: "markdown" }]);
  });

  it("cost about ten times as much for ten times the text", () => {
    const paragraph = "Some words *with* emphasis and `code`, then more of them.\n\n- a\n- b\n\n```js\nlet x = 1\n```\n\n";
    const write = (copies: number) => {
      const text = paragraph.repeat(copies);
      return () => {
        let blocks = emptyBlocks;
        for (let end = 0; end <= text.length; end += 400) blocks = growBlocks(blocks, text.slice(0, end));
      };
    };
    expect(growth(write(200), write(2_000))).toBeLessThan(3);
  });
});
