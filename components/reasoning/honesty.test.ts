import { describe, expect, it } from "vitest";
import type { Draft, FinishReason, ReasoningForm, RunEnd } from "#lib/reasoning/event.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import type { ReasoningPart, View } from "#lib/reasoning/view.ts";
import { aUsage, aView, type Beat, timed } from "#lib/testing/builders.ts";
import { type CutBy, factsOf, type Shown, tokenWords, withheldOf } from "./honesty.ts";
import { toRows } from "./rows.ts";

const begin: Beat[] = [
  [0, { type: "run-start", turnId: "trn_1", modelId: "x/y", modelName: "Y", effortAsked: "high" }],
  [0, { type: "step-start", step: 1, effortSent: "high" }],
];

function thought(id: string, text: string, form: ReasoningForm = "full", end: Partial<Draft> = {}): Beat[] {
  return [
    [10, { type: "reasoning-start", partId: id, form }],
    [10, { type: "reasoning-delta", partId: id, delta: text }],
    [10, { type: "reasoning-end", partId: id, ...(end as object) }],
  ];
}

const stepEnd = (reasoning: number | null, finish: FinishReason = "stop", step = 1): Beat => [
  5,
  { type: "step-end", step, finish, usage: aUsage({ reasoning }) },
];
const runEnd = (over: Partial<RunEnd> = {}): Beat => [
  5,
  { type: "run-end", status: "completed", reason: "stop", usage: unknownUsage, error: null, ...over },
];

function factsIn(view: View) {
  const facts = factsOf(view);
  return view.parts.filter((part): part is ReasoningPart => part.kind === "reasoning").map(facts);
}

describe("what a reader has of a thought", () => {
  it.each<[ReasoningForm, string, Shown]>([
    ["full", "Hm.", "full"],
    ["summary", "Hm.", "summary"],
    ["sealed", "", "sealed"],
    ["redacted", "", "redacted"],
    ["full", " \n", "empty"],
    ["summary", "", "empty"],
  ])("of form %s with the text %j is %s", (form, text, shown) => {
    const [facts] = factsIn(aView(timed([...begin, ...thought("p1", text, form)])));
    expect(facts?.shown).toBe(shown);
    expect(withheldOf(shown) === null).toBe(text.trim() !== "");
  });

  it("is not called empty while its first word may still come", () => {
    const open: Beat = [10, { type: "reasoning-start", partId: "p1", form: "full" }];
    expect(factsIn(aView(timed([...begin, open])))[0]?.shown).toBe("full");
  });

  it.each<[CutBy, Beat[]]>([
    ["answer-now", [[1, { type: "status", level: "info", code: "answer-now", message: "" }]]],
    ["limit", [stepEnd(30, "length"), runEnd({ reason: "length" })]],
    ["reader", [stepEnd(null, "aborted"), runEnd({ status: "stopped", reason: "reader" })]],
    ["restart", [runEnd({ status: "interrupted", reason: "restart" })]],
    ["failure", [stepEnd(null, "error"), runEnd({ status: "failed", reason: "error" })]],
    ["unknown", []],
  ])("names what cut it: %s", (cutBy, after) => {
    const [facts] = factsIn(
      aView(timed([...begin, ...thought("p1", "Half a", "full", { isCut: true } as Partial<Draft>), ...after])),
    );
    expect(facts?.cutBy).toBe(cutBy);
  });

  it("was not cut when it came to its own end, whatever became of the run", () => {
    const view = aView(timed([...begin, ...thought("p1", "Whole."), runEnd({ status: "stopped", reason: "reader" })]));
    expect(factsIn(view)[0]?.cutBy).toBeNull();
  });

  it("knows the tokens of a thought only where it was the only one of its call", () => {
    const alone = factsIn(aView(timed([...begin, ...thought("p1", "", "sealed"), stepEnd(1204)])));
    expect(alone.map(tokenWords)).toEqual(["1,204"]);
    const both = factsIn(aView(timed([...begin, ...thought("p1", "", "sealed"), ...thought("p2", "", "sealed"), stepEnd(1204)])));
    expect(both.map(tokenWords)).toEqual(["1,204 for 2 thoughts together", "1,204 for 2 thoughts together"]);
    const unknown = factsIn(aView(timed([...begin, ...thought("p1", "", "sealed"), stepEnd(null)])));
    expect(unknown.map(tokenWords)).toEqual(["not told"]);
  });
});

describe("thinking that was billed and not sent", () => {
  const text: Beat[] = [
    [10, { type: "text-start", partId: "t1" }],
    [10, { type: "text-delta", partId: "t1", delta: "Yes." }],
  ];
  const kinds = (...beats: Beat[]) => toRows(aView(timed([...begin, ...beats]))).map((row) => row.kind);

  it("has a row of its own at the end of its model call", () => {
    expect(kinds(...text, stepEnd(1204))).toEqual(["writing", "hidden"]);
    const next: Beat = [1, { type: "step-start", step: 2, effortSent: null }];
    expect(kinds(...text, stepEnd(1204), next, ...thought("p1", "Hm."), stepEnd(9, "stop", 2))).toEqual([
      "writing",
      "hidden",
      "call",
      "thought",
    ]);
  });

  it("has none where nothing was billed, where that is not known, and where a thought was at least marked", () => {
    expect(kinds(...text, stepEnd(0))).toEqual(["writing"]);
    expect(kinds(...text, stepEnd(null))).toEqual(["writing"]);
    expect(kinds(...thought("p1", "", "sealed"), ...text, stepEnd(1204))).toEqual(["thought", "writing"]);
  });
});
