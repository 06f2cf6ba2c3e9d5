import { describe, expect, it } from "vitest";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { aView, type Beat, timed } from "#lib/testing/builders.ts";
import { canAnswerNow, isAnsweringNow, wasCutForAnswer } from "./answer-now.ts";
import { endedWords, liveWords } from "./line-words.ts";
import { stateOf } from "./state.ts";

const start: Beat[] = [
  [0, { type: "run-start", turnId: "trn_1", modelId: "x/y", modelName: "Y", effortAsked: "high" }],
  [0, { type: "step-start", step: 1, effortSent: "high" }],
];
const thinking: Beat[] = [
  [500, { type: "reasoning-start", partId: "r1", form: "full" }],
  [500, { type: "reasoning-delta", partId: "r1", delta: "Hm." }],
];
const cut: Beat[] = [
  [1000, { type: "status", level: "info", code: "answer-now", message: "Cut to answer now." }],
  [1, { type: "reasoning-end", partId: "r1", isCut: true }],
  [1, { type: "step-end", step: 1, finish: "aborted", usage: { input: null, output: null, reasoning: null, cached: null } }],
];
const again: Beat = [1, { type: "step-start", step: 2, effortSent: "none" }];
const text: Beat = [1, { type: "text-start", partId: "t1" }];
const end: Beat = [
  1,
  {
    type: "run-end",
    status: "completed",
    reason: "stop",
    error: null,
    usage: { input: null, output: null, reasoning: null, cached: null },
  },
];

const view = (...beats: Beat[]): View => aView(timed(beats));

describe("answering now", () => {
  it("can be asked for while the run waits or thinks, once, and not when the answer has begun", () => {
    expect(canAnswerNow(emptyView("run_1"))).toBe(false);
    expect(canAnswerNow(view(...start))).toBe(true);
    expect(canAnswerNow(view(...start, ...thinking))).toBe(true);
    expect(canAnswerNow(view(...start, ...thinking, ...cut))).toBe(false);
    expect(canAnswerNow(view(...start, ...thinking, ...cut, again))).toBe(false);
    expect(canAnswerNow(view(...start, text))).toBe(false);
    expect(canAnswerNow(view(...start, ...thinking, end))).toBe(false);
  });

  it("is said in the panel and in the message from the cut to the first word", () => {
    for (const now of [view(...start, ...thinking, ...cut), view(...start, ...thinking, ...cut, again)]) {
      expect(isAnsweringNow(now)).toBe(true);
      expect(stateOf(now).word).toBe("Answering now");
      expect(liveWords(now)).toEqual({ lead: "Answering now", detail: "" });
    }
    expect(stateOf(view(...start, ...thinking, ...cut, again, text)).word).toBe("Writing");
    expect(stateOf(view(...start, ...thinking)).word).toBe("Thinking");
  });

  it("stays told when the answer is there", () => {
    const done = view(...start, ...thinking, ...cut, again, text, [9, { type: "text-delta", partId: "t1", delta: "Yes." }], end);
    expect(wasCutForAnswer(done)).toBe(true);
    expect(endedWords(done).detail).toBe("cut by you · 1 step");
  });
});
