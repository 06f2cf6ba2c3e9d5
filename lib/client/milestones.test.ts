import { describe, expect, it } from "vitest";
import type { Draft, RunEvent } from "#lib/reasoning/event.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { fold } from "#lib/reasoning/fold.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { alarmOf, milestoneOf } from "./milestones.ts";

const start: Draft[] = [
  { type: "run-start", turnId: "trn_1", modelId: "m/1", modelName: "One", effortAsked: "medium" },
  { type: "step-start", step: 1, effortSent: null },
];

/** Everything said while these drafts arrive one by one. */
function spoken(drafts: Draft[], hear = milestoneOf): string[] {
  let view = emptyView("run_1");
  return drafts.flatMap((draft, index) => {
    const before = view;
    view = fold(before, { ...draft, runId: "run_1", seq: index + 1, at: 1000 + index } as RunEvent);
    const sentence = hear(view, before);
    return sentence ? [sentence] : [];
  });
}

const words = (type: "reasoning-delta" | "text-delta", partId: string): Draft[] =>
  Array.from({ length: 50 }, () => ({ type, partId, delta: "word " }));

describe("what is spoken of a run", () => {
  it("is who has a tool that is not run here", () => {
    const call: Draft = { type: "tool-call", partId: "p1", callId: "c1", name: "look", args: {}, isClients: true };
    const handed: Draft[] = [call, { type: "tool-handed", callId: "c1" }, { type: "run-wait", until: 9, for: "client" }];
    expect(spoken([...start, ...handed]).at(-1)).toBe("Waiting for the client to run look");
    expect(spoken([...start, ...handed], alarmOf)).toEqual([]);
  });

  it("are its milestones, once each, and never its words", () => {
    expect(
      spoken([
        ...start,
        { type: "reasoning-start", partId: "p1", form: "full" },
        ...words("reasoning-delta", "p1"),
        { type: "reasoning-end", partId: "p1" },
        { type: "text-start", partId: "p2" },
        ...words("text-delta", "p2"),
        { type: "text-end", partId: "p2" },
        { type: "run-end", status: "completed", reason: "stop", usage: unknownUsage, error: null },
      ]),
    ).toEqual(["Waiting for One", "Thinking started", "Answer started", "Answer done"]);
  });

  it.each([
    ["stopped", null, "Stopped"],
    ["interrupted", null, "Interrupted"],
    [
      "failed",
      { code: "provider-auth", message: "The key was refused.", suggestion: "", retryable: false },
      "Failed. The key was refused.",
    ],
  ] as const)("tells a run that was %s from one that is done", (status, error, sentence) => {
    expect(spoken([...start, { type: "run-end", status, reason: "x", usage: unknownUsage, error }]).at(-1)).toBe(sentence);
  });

  it("does not call thinking alone an answer", () => {
    const drafts: Draft[] = [...start, { type: "reasoning-start", partId: "p1", form: "full" }];
    const end = (reason: string): Draft => ({ type: "run-end", status: "completed", reason, usage: unknownUsage, error: null });
    expect(spoken([...drafts, end("stop")]).at(-1)).toBe("Done, without an answer text");
    expect(spoken([...drafts, end("length")]).at(-1)).toBe("Output limit reached, no answer was written");
  });

  it("tells that the thinking was cut for an answer, once, and that the answer began", () => {
    expect(
      spoken([
        ...start,
        { type: "reasoning-start", partId: "p1", form: "full" },
        { type: "status", level: "info", code: "answer-now", message: "Cut by the reader to answer now." },
        { type: "reasoning-end", partId: "p1", isCut: true },
        { type: "step-end", step: 1, finish: "aborted", usage: unknownUsage },
        { type: "step-start", step: 2, effortSent: "none" },
        { type: "text-start", partId: "p2" },
      ]),
    ).toEqual(["Waiting for One", "Thinking started", "Answering now", "Answer started"]);
  });

  const called: Draft[] = [
    ...start,
    { type: "tool-input-start", partId: "k1", callId: "c1", name: "calculator" },
    { type: "tool-input-delta", partId: "k1", delta: "{}" },
    { type: "tool-call", partId: "k1", callId: "c1", name: "calculator", args: {}, title: "Calculator" },
  ];

  it("names a tool once, and how it ended only where it went wrong", () => {
    const done: Draft = { type: "tool-result", callId: "c1", result: 42 };
    const failed: Draft = { type: "tool-error", callId: "c1", message: "No." };
    const run: Draft[] = [...called, { type: "tool-start", callId: "c1", attempt: 1 }];
    expect(spoken([...run, done])).toEqual(["Waiting for One", "Using Calculator"]);
    expect(spoken([...run, failed])).toEqual(["Waiting for One", "Using Calculator", "Calculator failed"]);
  });

  it("tells of a wait for the person at once, once, and apart from the rest", () => {
    const ask: Draft = { type: "tool-approval-request", callId: "c1", message: "May it?" };
    const second: Draft = { type: "tool-call", partId: "k2", callId: "c2", name: "delete", args: {} };
    const asking: Draft[] = [...called, ask, { type: "run-wait", until: 9e15 }];
    expect(spoken(asking, alarmOf)).toEqual(["Calculator needs your approval"]);
    expect(spoken(asking)).toEqual(["Waiting for One", "Using Calculator"]);
    const both: Draft[] = [...called, second, ask, { ...ask, callId: "c2" }];
    expect(spoken(both, alarmOf)).toEqual(["Calculator needs your approval", "delete needs your approval"]);
    const refused: Draft = { type: "tool-approval-response", callId: "c1", approved: false, reason: null };
    expect(spoken([...asking, refused]).at(-1)).toBe("Calculator was refused");
  });
});
