import { describe, expect, it } from "vitest";
import { makeThinkSplitter } from "./think-splitter.ts";

function parts(pieces: readonly string[], startsInside: boolean): string[] {
  const splitter = makeThinkSplitter({ startsInside });
  const all: string[] = [];
  for (const piece of [...pieces.flatMap((each) => splitter.push(each)), ...splitter.end()]) {
    if (piece.opens) all.push(`${piece.kind === "reasoning" ? "r" : "t"}:${piece.text}`);
    else all.push((all.pop() ?? "") + piece.text);
  }
  return all;
}

/** As it comes in one piece, in every two pieces, and letter by letter: always the same. */
function split(text: string, { startsInside = false } = {}): string[] {
  const whole = parts([text], startsInside);
  for (let cut = 1; cut < text.length; cut++) {
    expect(parts([text.slice(0, cut), text.slice(cut)], startsInside)).toEqual(whole);
  }
  expect(parts(text.split(""), startsInside)).toEqual(whole);
  return whole;
}

describe("the grammar of tags", () => {
  it.each<[string, string, string[]]>([
    ["P01 a tag may be cut anywhere", "<think>a</think>b", ["r:a", "t:b"]],
    ["P02 attributes may hold brackets in quotes", `<thinking reason="a > b" x='>'>c</thinking>d`, ["r:c", "t:d"]],
    ["P03 letter case and spaces do not count", "< ThInK >a</ think >b", ["r:a", "t:b"]],
    ["P04 a tag that closes itself is dropped alone", "<think/>a", ["t:a"]],
    ["P05 tags nest", "<think>a<thought>b</thought>c</think>d", ["r:abc", "t:d"]],
    ["P06 a closing tag without an opening one is dropped, and nothing else", "a</think>b", ["t:ab"]],
    ["P07 a thought that is never closed stays one", "<think>a", ["r:a"]],
    ["P08 a tag in inline code is code", "`<think>` a", ["t:`<think>` a"]],
    ["P08 a tag in a fence is code", "```\n<think>\n```\na", ["t:```\n<think>\n```\na"]],
    ["P08 a tag in indented code is code", "a\n\n    <think>\nb", ["t:a\n\n    <think>\nb"]],
    ["P09 a fence that a thought leaves open hides no end", "<think>\n```\na\n</think>\nb", ["r:```\na", "t:b"]],
    ["P10 names may have a prefix", "<mm:think>a</mm:think><thinking>b</thinking>c", ["r:a", "r:b", "t:c"]],
    ["P11 a text may talk about tags", "Write <think> and </think>.", ["t:Write <think> and </think>."]],
    ["P12 blanks at tags are trimmed once", "<think>\n\n a \n</think>\n\n b \n", ["r: a", "t: b \n"]],
  ])("%s", (_sentence, text, result) => {
    expect(split(text)).toEqual(result);
  });
});

describe("what extraction by a plain pattern gets wrong", () => {
  it.each<[string, string, string[]]>([
    ["a tag split over chunks is one", "x\n<think>a</think>b", ["t:x\n", "r:a", "t:b"]],
    ["several blocks are several thoughts", "<think>a</think>b\n<think>c</think>d", ["r:a", "t:b\n", "r:c", "t:d"]],
    ["an empty block is none", "<think></think>a", ["t:a"]],
    ["two names work side by side", "<think>a</think><reasoning>b</reasoning>c", ["r:a", "r:b", "t:c"]],
    ["what is left of a tag at the end is given back", "a\n<thin", ["t:a\n<thin"]],
  ])("%s", (_sentence, text, result) => {
    expect(split(text)).toEqual(result);
  });

  it.each<[string, string, string[]]>([
    ["a lone closing tag ends the thought", "a</think>b", ["r:a", "t:b"]],
    ["an opening tag that is repeated is no text", "<think>a</think>b", ["r:a", "t:b"]],
    ["a text without any tag is a thought that was cut", "a", ["r:a"]],
  ])("where the text begins inside, %s", (_sentence, text, result) => {
    expect(split(text, { startsInside: true })).toEqual(result);
  });
});
