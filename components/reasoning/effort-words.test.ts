import { describe, expect, it } from "vitest";
import type { Effort } from "#lib/core/effort.ts";
import { aView, type Beat, timed } from "#lib/testing/builders.ts";
import { effortWordsOf } from "./effort-words.ts";

function effort(asked: Effort, ...sent: (string | null)[]) {
  const beats: Beat[] = [
    [0, { type: "run-start", turnId: "trn_1", modelId: "x/y", modelName: "Y", effortAsked: asked }],
    ...sent.map((effortSent, index): Beat => [1, { type: "step-start", step: index + 1, effortSent }]),
  ];
  return effortWordsOf(aView(timed(beats)));
}

describe("the effort asked beside the effort sent", () => {
  it("is one word while nothing was sent, and where both are the same", () => {
    expect(effort("high")).toEqual({ words: "effort high", why: null });
    expect(effort("high", "high", "high")).toEqual({ words: "effort high", why: null });
  });

  it.each<[Effort, string | null, string, RegExp]>([
    ["high", "medium", "effort high → sent: medium", /does not take “high”/],
    ["off", "none", "effort off → sent: none", /turns thinking off/],
    ["off", "low", "effort off → sent: low", /cannot turn thinking off/],
    ["medium", "8192", "effort medium → sent: 8,192 tokens", /number of tokens/],
    ["medium", null, "effort medium → sent: nothing", /No effort was sent/],
    ["off", null, "effort off → sent: nothing", /No effort was sent/],
    ["high", "enabled", "effort high → sent: enabled", /how this provider says it/],
  ])("asked %s and sent %s is said and explained", (asked, sent, words, why) => {
    expect(effort(asked, sent)?.words).toBe(words);
    expect(effort(asked, sent)?.why).toMatch(why);
  });

  it("tells what each model call was sent where they differ", () => {
    const { words, why } = effort("high", "high", "none") ?? {};
    expect(words).toBe("effort high → sent: high, then none");
    expect(why).toMatch(/Once the thinking was cut/);
  });

  it("is nothing where nobody knows what was asked", () => {
    expect(effortWordsOf(aView(timed([[0, { type: "step-start", step: 1, effortSent: "low" }]])))).toBeNull();
  });
});
