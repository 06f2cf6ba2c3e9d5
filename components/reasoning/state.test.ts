import { describe, expect, it } from "vitest";
import type { Draft, RunEnd } from "#lib/reasoning/event.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { aUsage, aView, type Beat, beginning, timed } from "#lib/testing/builders.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import { endedWords, liveWords } from "./line-words.ts";
import { askedSince, finishOf, stateOf } from "./state.ts";

const start: Beat[] = [
  [0, { type: "run-start", turnId: "trn_1", modelId: "x/y", modelName: "Y", effortAsked: "high" }],
  [0, { type: "step-start", step: 1, effortSent: "high" }],
];
const thought: Beat[] = [
  [500, { type: "reasoning-start", partId: "r1", form: "full" }],
  [100, { type: "reasoning-delta", partId: "r1", delta: "**Comparing the two rates**\n\nThe first is" }],
];
const thoughtDone: Beat[] = [...thought, [1_400, { type: "reasoning-end", partId: "r1" }]];
const text: Beat[] = [
  [100, { type: "text-start", partId: "t1" }],
  [1_000, { type: "text-delta", partId: "t1", delta: "The second." }],
];
const call: Beat = [100, { type: "tool-call", partId: "k1", callId: "c1", name: "calculator", args: {} }];

function end(over: Partial<RunEnd>): Beat {
  return [900, { type: "run-end", status: "completed", reason: "stop", usage: aUsage(), error: null, ...over }];
}

function view(...beats: Beat[]): View {
  return aView(timed(beats));
}

describe("the state word", () => {
  it("follows what is going on", () => {
    expect(stateOf(emptyView("run_1")).word).toBe("Queued");
    expect(stateOf(view(...start)).word).toBe("Waiting");
    expect(stateOf(view(...start, ...thought)).word).toBe("Thinking");
    expect(stateOf(view(...start, ...thoughtDone)).word).toBe("Waiting");
    expect(stateOf(view(...start, ...thoughtDone, ...text)).word).toBe("Writing");
    expect(stateOf(view(...start, call)).word).toBe("Using calculator");
    const ask: Beat = [1, { type: "tool-approval-request", callId: "c1", message: "May I?" }];
    expect(stateOf(view(...start, call, ask)).word).toBe("Waiting for you");
  });

  it("counts tools that are at work side by side, and calls one by its title", () => {
    const [after, drafted] = call;
    const titled = (partId: string): Beat => [after, { ...drafted, partId, callId: partId, title: "Calculator" } as Draft];
    expect(stateOf(view(...start, titled("k1"))).word).toBe("Using Calculator");
    expect(stateOf(view(...start, titled("k1"), titled("k2"))).word).toBe("Using 2 tools");
  });

  it("knows since when a person is waited for, and no more once nobody is", () => {
    const ask: Beat = [700, { type: "tool-approval-request", callId: "c1", message: "May I?" }];
    const wait: Beat = [0, { type: "run-wait", until: 9e15 }];
    const asking = view(...start, call, ask, wait);
    expect(stateOf(asking)).toEqual({ word: "Waiting for you", tone: "person" });
    expect(askedSince(asking)).toBe(beginning + 800);
    const answered: Beat = [900, { type: "tool-approval-response", callId: "c1", approved: true, reason: null }];
    expect(askedSince(view(...start, call, ask, wait, answered))).toBeNull();
    expect(askedSince(view(...start, call, ask, wait, end({ status: "stopped", reason: "reader" })))).toBeNull();
  });

  it("says how it ended, and never that a cut answer is done", () => {
    const words = (over: Partial<RunEnd>) => stateOf(view(...start, ...thoughtDone, ...text, end(over))).word;
    expect(words({})).toBe("Done");
    expect(words({ reason: "length" })).toBe("Cut short");
    expect(words({ reason: "content-filter" })).toBe("Cut short");
    expect(words({ status: "stopped", reason: "reader" })).toBe("Stopped");
    expect(words({ status: "interrupted", reason: "restart" })).toBe("Interrupted");
    expect(words({ status: "failed", reason: "error" })).toBe("Failed");
  });
});

describe("the line in a message", () => {
  it("names the headline while the model thinks", () => {
    expect(liveWords(view(...start, ...thought))).toEqual({ lead: "Thinking", detail: "Comparing the two rates" });
    expect(liveWords(view(...start))).toEqual({ lead: "Waiting for Y", detail: "" });
    expect(liveWords(view(...start, call))).toEqual({ lead: "Using calculator", detail: "" });
    const ask: Beat = [1, { type: "tool-approval-request", callId: "c1", message: "May I?" }];
    const wait: Beat = [0, { type: "run-wait", until: 9e15 }];
    expect(liveWords(view(...start, call, ask, wait))).toEqual({ lead: "Needs your approval", detail: "" });
  });

  it("says whom a run waits for that handed its tools over, and how it ended when nothing came back", () => {
    expect(liveWords(aView(scenario("handed to the client")))).toEqual({ lead: "Waiting for the client", detail: "" });
    expect(endedWords(aView(scenario("never brought back"))).lead).toMatch(/^Handed over to the client after \d/);
    expect(stateOf(aView(scenario("never brought back"))).word).toBe("Done");
    expect(finishOf(aView(scenario("never brought back")))).toBe("Handed over to the client");
    expect(finishOf(aView(scenario("stopped while the client had it")))).toBe("Stopped");
  });

  it("claims no time for what was brought along, and counts none of it", () => {
    expect(endedWords(aView(scenario("said before, elsewhere")))).toEqual({ lead: "Brought along by the client", detail: "" });
    expect(endedWords(aView(scenario("going on from what was said elsewhere"))).detail).toBe("1 step");
  });

  it("says how long was thought, from the server's times alone", () => {
    expect(endedWords(view(...start, ...thoughtDone, ...text, end({})))).toEqual({ lead: "Thought for 1.5 s", detail: "1 step" });
  });

  it("never says that a turn thought which did not", () => {
    expect(endedWords(view(...start, ...text, end({})))).toEqual({ lead: "Answered in 2.0 s", detail: "" });
  });

  it("says who or what ended it early, and after how long", () => {
    const words = (over: Partial<RunEnd>) => endedWords(view(...start, ...thought, end(over))).lead;
    expect(words({ status: "stopped", reason: "reader" })).toBe("Stopped by you after 1.5 s");
    expect(words({ status: "interrupted", reason: "restart" })).toBe("Interrupted after 1.5 s");
    expect(words({ status: "failed", reason: "error" })).toBe("Failed after 1.5 s");
    expect(words({ reason: "content-filter" })).toBe("Cut short after 1.5 s");
    expect(words({ reason: "length" })).toBe("No answer after 1.5 s");
  });

  it("never says that a turn answered which did not", () => {
    expect(endedWords(view(...start, end({}))).lead).toBe("Ended after 0.9 s");
    expect(endedWords(view(...start, ...thoughtDone, end({}))).lead).toBe("Thought for 1.5 s");
  });

  it("gives no time of thinking for thoughts that came in one piece", () => {
    const burst: Beat[] = [
      [5_000, { type: "reasoning-start", partId: "r1", form: "full" }],
      [1, { type: "reasoning-delta", partId: "r1", delta: "word ".repeat(200) }],
      [1, { type: "reasoning-end", partId: "r1" }],
    ];
    expect(endedWords(view(...start, ...burst, ...text, end({}))).lead).toBe("Thinking arrived at once after 5.0 s");
  });

  it("tells the watched from what arrived at once where there was both", () => {
    const burst: Beat[] = [
      [5_000, { type: "reasoning-start", partId: "r2", form: "full" }],
      [1, { type: "reasoning-delta", partId: "r2", delta: "word ".repeat(200) }],
      [1, { type: "reasoning-end", partId: "r2" }],
    ];
    expect(endedWords(view(...start, ...thoughtDone, ...burst, ...text, end({})))).toEqual({
      lead: "Thought for 1.5 s",
      detail: "2 steps · 1 arrived at once after 5.0 s",
    });
  });

  it("has no number where none is known", () => {
    expect(endedWords(view(end({ status: "failed", reason: "error" }))).lead).toBe("Failed");
  });
});

describe("why it ended", () => {
  it("has a sentence for every reason, and none while the run goes on", () => {
    expect(finishOf(view(...start))).toBeNull();
    expect(finishOf(view(...start, end({})))).toBe("Came to its end");
    expect(finishOf(view(...start, end({ reason: "strange" })))).toBe("Ended: strange");
  });
});
