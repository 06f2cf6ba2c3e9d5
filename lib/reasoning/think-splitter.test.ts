import { describe, expect, it } from "vitest";
import { growth } from "#lib/testing/growth.ts";
import { makeThinkSplitter } from "./think-splitter.ts";

/** Parts as `r:…` and `t:…`, the text fed one character at a time. */
function split(text: string, options?: { startsInside?: boolean }): string[] {
  const splitter = makeThinkSplitter(options);
  const parts: string[] = [];
  for (const piece of [...Array.from(text).flatMap((each) => splitter.push(each)), ...splitter.end()]) {
    if (piece.opens) parts.push(`${piece.kind === "reasoning" ? "r" : "t"}:${piece.text}`);
    else parts.push((parts.pop() ?? "") + piece.text);
  }
  return parts;
}

describe("the think-splitter", () => {
  const cases: [sentence: string, input: string, parts: string[]][] = [
    ["splits a thought from its answer", "<think>plan</think>answer", ["r:plan", "t:answer"]],
    ["knows every name in any case", "<THOUGHT>a</Thought><reasoning>b</reasoning>c", ["r:a", "r:b", "t:c"]],
    ["knows prefixes", "<thinking>a</thinking><mm:think>b</mm:think>c", ["r:a", "r:b", "t:c"]],
    ["knows private names", "<antthinking>a</antthinking><internal>b</internal>c", ["r:a", "r:b", "t:c"]],
    ["does not take a longer word for a name", "<thinker>a</thinker>", ["t:<thinker>a</thinker>"]],
    ["allows spaces in a tag", "< think >a</ think\t>b", ["r:a", "t:b"]],
    ["does not end a tag at a quoted bracket", `<think why="a>b" how='c>d'>e</think>f`, ["r:e", "t:f"]],
    ["lets a closing tag of another name close", "<think>a</thinking>b", ["r:a", "t:b"]],
    ["drops an empty tag alone", "<think/>one <thinking />two", ["t:one two"]],
    ["counts nesting", "<think>a<think>b</think>c</think>d", ["r:abc", "t:d"]],
    ["drops a closing tag without an opener", "a</think>b", ["t:ab"]],
    ["keeps a thought that is never closed a thought", "<think>only this", ["r:only this"]],
    ["opens no part for an empty thought", "<think>\n\n</think>\n\nanswer", ["t:answer"]],
    ["opens no part for blanks between thoughts", "<think>a</think>\n\n<think>b</think>\nc", ["r:a", "r:b", "t:c"]],
    ["trims at tags and keeps indentation", "<think>\n  a\n</think>\n\n    code", ["r:  a", "t:    code"]],
    ["keeps the blanks of an answer without tags", "\n a \n", ["t:\n a \n"]],
    ["takes an opener at the start of a line", "one\n<think>two</think>\nthree", ["t:one\n", "r:two", "t:three"]],
    ["leaves talk about a tag alone", "Use <think> to think.", ["t:Use <think> to think."]],
    ["leaves a spoken pair alone", "Say <think>x</think> now", ["t:Say <think>x</think> now"]],
    ["forgets spoken tags at a block", "Say <think> so\n<think>a</think>b</think>c", ["t:Say <think> so\n", "r:a", "t:bc"]],
    ["takes no first line for indented code", "<think>\n    a</think>\n    b", ["r:    a", "t:    b"]],
    ["takes no escaped backtick for code", "<think>\\` `</think>` a</think>b", ["r:\\` `</think>` a", "t:b"]],
    ["leaves quoted tags alone", "`<think>` opens, `</think>` ends", ["t:`<think>` opens, `</think>` ends"]],
    ["leaves fenced tags alone", "```\n<think>a</think>\n```\n", ["t:```\n<think>a</think>\n```\n"]],
    ["leaves tags in longer fences alone", "~~~~\n~~~\n</think>\n~~~~\nb", ["t:~~~~\n~~~\n</think>\n~~~~\nb"]],
    ["leaves indented tags alone", "a\n\n    <think>b</think>\n", ["t:a\n\n    <think>b</think>\n"]],
    ["takes no list for indented code", "<think>- a\n\n    b</think>c", ["r:- a\n\n    b", "t:c"]],
    ["does not end a thought at a quoted tag", "<think>a `</think>` b</think>c", ["r:a `</think>` b", "t:c"]],
    ["does not end a thought at a fenced tag", "<think>\n```\n</think>\n```\nb</think>c", ["r:```\n</think>\n```\nb", "t:c"]],
    ["ends a thought behind a lone backtick", "<think>a ` b</think>c", ["r:a ` b", "t:c"]],
    ["ends a thought that left a fence open", "<think>\n```py\na\n</think>\nb", ["r:```py\na", "t:b"]],
    ["sees the next fence as the answer's", "<think>\n```py\na\n</think>\n```js\nb\n```", ["r:```py\na", "t:```js\nb\n```"]],
    ["does not carry code from a thought into the answer", "<think>`a</think>\n<think>b</think>c", ["r:`a", "r:b", "t:c"]],
    ["releases half a tag at the end", "a <thin", ["t:a <thin"]],
    ["keeps comparisons", "1 < 2 and a<b>c", ["t:1 < 2 and a<b>c"]],
    ["gives nothing for nothing", "", []],
  ];
  for (const [sentence, input, parts] of cases) {
    it(sentence, () => {
      expect(split(input)).toEqual(parts);
    });
  }

  it("begins within a thought when the template has opened it", () => {
    expect(split("plan</think>answer", { startsInside: true })).toEqual(["r:plan", "t:answer"]);
  });

  it("does not count the opener again when the model repeats it", () => {
    expect(split("\n<think>\nplan</think>answer", { startsInside: true })).toEqual(["r:plan", "t:answer"]);
  });

  it("gives every character out as soon as it can be no tag", () => {
    const splitter = makeThinkSplitter();
    const given = (text: string) =>
      splitter
        .push(text)
        .map((piece) => piece.text)
        .join("");
    expect(["<think>", "a", " <", " b", "</th", "ink>", "c"].map(given)).toEqual(["", "a", "", " < b", "", "", "c"]);
  });

  it("holds back no more than a tag's length of what only looks like one", () => {
    const splitter = makeThinkSplitter();
    const input = `<think why="${"x".repeat(5000)}`;
    const given = splitter
      .push(input)
      .map((piece) => piece.text)
      .join("");
    expect(given).toBe(input);
  });
});

describe("blanks within a thought", () => {
  it("are held back only so far", () => {
    const splitter = makeThinkSplitter();
    const given = splitter
      .push(`<think>a${" ".repeat(10_000)}`)
      .map((piece) => piece.text)
      .join("");
    expect(given.length).toBeGreaterThan(9_700);
  });
});

describe("the cost of splitting", () => {
  const write = (unit: string, length: number) => () => {
    const splitter = makeThinkSplitter();
    splitter.push("<think>");
    for (let sent = 0; sent < length; sent += unit.length) splitter.push(unit);
    splitter.end();
  };

  it.each(["word ", "a<b ", "<think '", "` </think>"])("grows with the text and no faster, for %j again and again", (unit) => {
    expect(growth(write(unit, 50_000), write(unit, 500_000))).toBeLessThan(3);
  });
});
