import { describe, expect, it } from "vitest";
import { foldAll } from "#lib/reasoning/fold.ts";
import type { ReasoningPart } from "#lib/reasoning/view.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { aView, type Beat, numbered, timed } from "#lib/testing/builders.ts";
import { scenarios } from "#lib/testing/scenarios.ts";
import { isStepOpen } from "./open-steps.ts";
import { isFoldable, isSameRow, textOf, toRows } from "./rows.ts";

function thought(text: string, endedAt: number | null = 1): ReasoningPart {
  return { kind: "reasoning", id: "r1", step: 1, startedAt: 0, endedAt, form: "full", text, isCut: false };
}

const story: Beat[] = [
  [0, { type: "run-start", turnId: "trn_1", modelId: "x/y", modelName: "Y", effortAsked: "low" }],
  [0, { type: "step-start", step: 1, effortSent: null }],
  [1, { type: "reasoning-start", partId: "r1", form: "full" }],
  [1, { type: "tool-call", partId: "k1", callId: "c1", name: "search", args: { query: "rates" } }],
  [1, { type: "source", partId: "s1", url: "https://example.com/a", title: "A" }],
  [1, { type: "source", partId: "s2", url: "https://example.com/b", title: null }],
  [1, { type: "step-start", step: 2, effortSent: null }],
  [1, { type: "status", level: "warning", code: "retrying", message: "Again in 2 s." }],
  [1, { type: "reasoning-start", partId: "r2", form: "summary" }],
  [1, { type: "text-start", partId: "t1" }],
];

describe("the rows of the panel", () => {
  it("say of which parts no time is known", () => {
    const { drafts } = scenarios.find(({ name }) => name === "going on from what was said elsewhere") ?? { drafts: [] };
    const timeless = toRows(aView(drafts)).flatMap((row) => ("isTimeless" in row ? [row.isTimeless] : []));
    expect(timeless).toEqual([true, true, false]);
  });

  it("set off what was brought along, and count only the model calls made here", () => {
    const { drafts } = scenarios.find(({ name }) => name === "going on from what was said elsewhere") ?? { drafts: [] };
    const rows = toRows(aView(drafts));
    expect(rows[0]?.kind).toBe("brought");
    expect(rows.flatMap((row) => (row.kind === "call" ? [row.ordinal] : []))).toEqual([1]);
  });

  it("number thoughts and tools in order and keep everything else in its place", () => {
    const rows = toRows(aView(timed(story)));
    expect(rows.map((row) => [row.kind, "number" in row ? row.number : null])).toEqual([
      ["thought", 1],
      ["tool", 2],
      ["sources", null],
      ["call", null],
      ["status", null],
      ["thought", 3],
      ["writing", null],
    ]);
  });

  it("are the same after a reload as when watched, in every scenario", () => {
    for (const { drafts } of scenarios) {
      const events = numbered(drafts);
      let watched = emptyView("run_1");
      for (const event of events) watched = foldAll(watched, [event]);
      expect(toRows(watched)).toEqual(toRows(foldAll(emptyView("run_1"), events)));
    }
  });

  it("are known to be unchanged without looking at their words", () => {
    const before = aView(timed(story));
    const more: Beat[] = [...story, [5, { type: "text-delta", partId: "t1", delta: "more" }]];
    const after = foldAll(before, numbered(timed(more)));
    const same = toRows(before).map((row, index) => {
      const other = toRows(after)[index];
      return other !== undefined && isSameRow(row, other);
    });
    expect(same).toEqual([true, true, true, true, true, true, false]);
    expect(toRows(before).filter(isFoldable)).toHaveLength(3);
  });
});

describe("the text of a thought", () => {
  it("does not repeat in its body the heading that is its title", () => {
    expect(textOf(thought("**Comparing**\n\nThe first is"))).toEqual({
      title: "Comparing",
      isOwnTitle: true,
      body: "The first is",
    });
    expect(textOf(thought("\n## Comparing\nThe first is")).body).toBe("The first is");
  });

  it("stays whole when its title is only its first sentence", () => {
    const text = "Okay, let me see. There are two rates.";
    expect(textOf(thought(text))).toEqual({ title: "Okay, let me see.", isOwnTitle: false, body: text });
  });

  it("has no title while the first sentence is still being written", () => {
    expect(textOf(thought("Okay, let me", null))).toMatchObject({ title: "", body: "Okay, let me" });
    expect(textOf(thought("**Compar", null))).toMatchObject({ title: "Compar", body: "" });
  });
});

describe("what is open", () => {
  it("is what the reader chose, else what opens by itself", () => {
    const chosen = new Map([["r1", false]]);
    expect(isStepOpen(chosen, "all", "r1", true)).toBe(false);
    expect(isStepOpen(chosen, "all", "r2", false)).toBe(true);
    expect(isStepOpen(chosen, "live", "r2", true)).toBe(true);
    expect(isStepOpen(chosen, "live", "r2", false)).toBe(false);
    expect(isStepOpen(new Map([["r2", true]]), "none", "r2", false)).toBe(true);
  });
});

describe("the calls of tools among the rows", () => {
  const calls: Beat[] = [
    ...story.slice(0, 2),
    [1, { type: "tool-call", partId: "k1", callId: "c1", name: "search", args: {} }],
    [1, { type: "tool-start", callId: "c1", attempt: 1 }],
    [1, { type: "source", partId: "s1", callId: "c1", url: "https://example.com/a", title: "A" }],
    [1, { type: "source", partId: "s2", callId: "gone", url: "https://example.com/b", title: "B" }],
    [1, { type: "tool-error", callId: "c1", message: "Busy." }],
    [1, { type: "step-start", step: 2, effortSent: null }],
    [1, { type: "tool-call", partId: "k2", callId: "c2", name: "search", args: {} }],
  ];

  it("hold what they found; a source whose call is not there stands for itself", () => {
    const rows = toRows(aView(timed(calls)));
    expect(rows.map(({ kind }) => kind)).toEqual(["tool", "sources", "call", "tool"]);
    expect(rows.map((row) => (row.kind === "tool" ? row.sources.map(({ id }) => id) : null))).toEqual([["s1"], null, null, []]);
  });

  it("that failed say in which step the model called the tool again, and such as did not fail say nothing", () => {
    const again = (beats: Beat[]) => toRows(aView(timed(beats))).map((row) => (row.kind === "tool" ? row.again : "–"));
    expect(again(calls)).toEqual([2, "–", "–", null]);
    expect(again(calls.slice(0, -1))).toEqual([null, "–", "–"]);
    const beside: Beat[] = [
      ...calls.slice(0, -2),
      [1, { type: "tool-call", partId: "k2", callId: "c2", name: "search", args: {} }],
    ];
    expect(again(beside)).toEqual([null, "–", null]);
  });
});
