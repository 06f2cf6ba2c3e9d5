/** What version 1 said, word for word, and what of it was wrong there. */
import { describe, expect, it } from "vitest";
import { answer, begin, call, cutError, end, firstByte, stepEnd, stepStart, thought, toolStart } from "#lib/testing/beats.ts";
import { type Beat, numbered, timed } from "#lib/testing/builders.ts";
import { projectRun } from "./project-run.ts";
import { select, usualChoice } from "./select.ts";
import type { RunMessage, StepData } from "./server-message.ts";

function tell(...beats: Beat[]): RunMessage[] {
  const project = projectRun("run_1", { agent: "researcher", message: "What time is it?", enable_reasoning: true });
  return numbered(timed(beats, 1_641_234_567_000)).flatMap(project);
}

const wanted = (messages: RunMessage[]) => messages.flatMap((message) => select(message, usualChoice) ?? []);
const stepsOf = (messages: RunMessage[]): StepData[] =>
  messages.flatMap((message) => (message.type === "reasoning_step" ? [message.data] : []));
const completeOf = (messages: RunMessage[]) => messages.filter(({ type }) => type === "reasoning_complete");

/** The fields that version 1 has, in its order. */
function asVersionOne(message: RunMessage): unknown {
  switch (message.type) {
    case "reasoning_step": {
      const { type, content, tool_name, iteration, timestamp } = message.data;
      return { type: message.type, data: { type, content, ...(tool_name !== undefined && { tool_name }), iteration, timestamp } };
    }
    case "reasoning_start":
    case "reasoning_complete":
      return { type: message.type, data: message.data };
    default:
      return { type: message.type };
  }
}

const asked: Beat[] = [...begin, ...stepStart(), firstByte()];
const used: Beat[] = [
  ...stepEnd(1, "tool-calls"),
  toolStart("call_a"),
  [90, { type: "tool-result", callId: "call_a", result: "12:00" }],
];
const answered: Beat[] = [...stepStart(2), firstByte(), ...answer("p9", "It is noon."), ...stepEnd(2), ...end()];

describe("a transcript", () => {
  it("has the fields of version 1 byte for byte, times in seconds", () => {
    const messages = wanted(
      tell(...asked, ...thought("p1", "I need it."), call("p2", "call_a", "now", {}), ...used, ...answered),
    );
    expect(messages.map((message) => JSON.stringify(asVersionOne(message)))).toEqual([
      '{"type":"reasoning_start","data":{"agent":"researcher","message":"What time is it?","enable_reasoning":true}}',
      '{"type":"reasoning_step","data":{"type":"thought","content":"I need it.","iteration":1,"timestamp":1641234567.369}}',
      '{"type":"reasoning_step","data":{"type":"tool_use","content":"","tool_name":"now","iteration":1,"timestamp":1641234567.379}}',
      '{"type":"reasoning_step","data":{"type":"tool_result","content":"12:00","tool_name":"now","iteration":1,"timestamp":1641234567.479}}',
      '{"type":"reasoning_step","data":{"type":"final_answer","content":"It is noon.","iteration":2,"timestamp":1641234567.826}}',
      '{"type":"reasoning_complete","data":{}}',
    ]);
  });

  it("has what version 2 adds beside it", () => {
    const messages = wanted(tell(...asked, call("p2", "call_a", "now", { zone: "UTC" }), ...used, ...answered));
    expect(messages).toMatchObject([
      { v: 2, run_id: "run_1", seq: 1, agent: "researcher", message: "What time is it?", enable_reasoning: true },
      { data: { step_id: "p2", tool_call_id: "call_a", args: { zone: "UTC" } } },
      { data: { tool_call_id: "call_a", status: "ok", duration_ms: 90 } },
      { data: { step_id: "text-2" } },
      {
        reason: "stop",
        iterations: 2,
        usage: { input_tokens: 100, output_tokens: 50, reasoning_tokens: 30, cached_input_tokens: 0 },
      },
    ]);
  });

  it("tells text and thoughts as they grow, to whoever wants that", () => {
    const messages = tell(...asked, ...thought("p1", "I see."), ...answer("p2", "It is noon."), ...stepEnd(), ...end());
    const deltas = messages.flatMap((message) => (message.type === "reasoning_delta" ? [message.data] : []));
    expect(deltas.map(({ step_id, type, delta }) => [step_id, type, delta])).toEqual([
      ["p1", "thought", "I"],
      ["p1", "thought", " see."],
      ["text-1", "final_answer", "It"],
      ["text-1", "final_answer", " is"],
      ["text-1", "final_answer", " noon."],
    ]);
  });
});

describe("what version 1 did wrong", () => {
  it("1: a final answer does not repeat the thought before it", () => {
    const steps = stepsOf(tell(...asked, ...thought("p1", "I see."), ...answer("p2", "It is noon."), ...stepEnd(), ...end()));
    expect(steps.map(({ type, content }) => [type, content])).toEqual([
      ["thought", "I see."],
      ["final_answer", "It is noon."],
    ]);
  });

  it("2: a used up budget and an empty response end with a step that says so, and one end with its reason", () => {
    const empty = tell(...asked, ...stepEnd(), ...end());
    expect(stepsOf(empty)).toMatchObject([{ type: "error", code: "empty_response", recoverable: false }]);
    expect(completeOf(empty)).toMatchObject([{ reason: "stop" }]);
    const limited: Beat[] = begin.map(([ms, draft]) => [ms, draft.type === "run-start" ? { ...draft, mostSteps: 2 } : draft]);
    const forced = tell(...limited, ...stepStart(), call("p2", "call_a", "now", {}), ...used, ...answered);
    expect(stepsOf(forced).at(-1)).toMatchObject({ type: "final_answer", content: "It is noon." });
    expect(completeOf(forced)).toMatchObject([{ reason: "max_iterations", iterations: 2 }]);
    const silent = tell(
      ...limited,
      ...stepStart(),
      call("p2", "call_a", "now", {}),
      ...used,
      ...stepStart(2),
      ...stepEnd(2),
      ...end(),
    );
    expect(stepsOf(silent).at(-1)).toMatchObject({ type: "error", code: "max_iterations" });
    expect(completeOf(silent)).toMatchObject([{ reason: "max_iterations" }]);
    const cut = tell(
      ...asked,
      ...thought("p1", "Long.", { isCut: true }),
      ...stepEnd(1, "length"),
      ...end("completed", "length"),
    );
    expect(stepsOf(cut).map(({ type, code }) => [type, code])).toEqual([
      ["thought", undefined],
      ["error", "length"],
    ]);
    expect(completeOf(cut)).toMatchObject([{ reason: "length" }]);
  });

  it("3: an error is told once", () => {
    const messages = wanted(
      tell(...asked, ...thought("p1", "Hm.", { isCut: true }), ...stepEnd(1, "error"), ...end("failed", "error", cutError)),
    );
    expect(messages.map(({ type }) => type)).toEqual([
      "reasoning_start",
      "reasoning_step",
      "reasoning_step",
      "reasoning_complete",
    ]);
    expect(stepsOf(messages).at(-1)).toMatchObject({ type: "error", code: "provider-cut", content: cutError.message });
    expect(completeOf(messages)).toMatchObject([{ reason: "error" }]);
  });

  it("8: two calls of one tool side by side are told apart, whichever is done first", () => {
    const calls = [call("p2", "call_a", "now", { zone: "A" }), call("p3", "call_b", "now", { zone: "B" })];
    const results: Beat[] = [
      toolStart("call_a"),
      toolStart("call_b"),
      [20, { type: "tool-result", callId: "call_b", result: "second" }],
      [20, { type: "tool-result", callId: "call_a", result: "first" }],
    ];
    const steps = stepsOf(tell(...asked, ...calls, ...stepEnd(1, "tool-calls"), ...results, ...answered));
    expect(steps.map(({ type, tool_call_id, content }) => [type, tool_call_id, content])).toEqual([
      ["tool_use", "call_a", ""],
      ["tool_use", "call_b", ""],
      ["tool_result", "call_b", "second"],
      ["tool_result", "call_a", "first"],
      ["final_answer", undefined, "It is noon."],
    ]);
  });
});

describe("steps", () => {
  it("settle text that was written beside a call: it is that call's, and no answer", () => {
    const messages = tell(
      ...asked,
      ...answer("p1", "Let me look."),
      call("p2", "call_a", "now", {}),
      call("p3", "call_b", "now", {}),
      ...used,
      ...answered,
    );
    expect(
      stepsOf(messages)
        .map(({ type, step_id, content }) => [type, step_id, content])
        .slice(0, 2),
    ).toEqual([
      ["tool_use", "text-1", "Let me look."],
      ["tool_use", "p3", ""],
    ]);
    expect(stepsOf(messages).filter(({ type }) => type === "final_answer")).toHaveLength(1);
  });

  it("tell a retry as an error that the run survives", () => {
    const retry: Beat = [5, { type: "status", level: "warning", code: "retrying", message: "Busy.", details: { delayMs: 500 } }];
    const steps = stepsOf(tell(...begin, ...stepStart(), retry, ...answer("p1", "Done."), ...stepEnd(), ...end()));
    expect(steps).toMatchObject([
      { type: "error", code: "retrying", recoverable: true, retry_in_ms: 500 },
      { type: "final_answer" },
    ]);
  });

  it("tell a tool that failed, and go on to the answer", () => {
    const failed: Beat = [9, { type: "tool-error", callId: "call_a", message: "No clock." }];
    const steps = stepsOf(
      tell(...asked, call("p2", "call_a", "now", {}), ...stepEnd(1, "tool-calls"), toolStart("call_a"), failed, ...answered),
    );
    expect(steps[1]).toMatchObject({ type: "tool_result", status: "error", content: "No clock.", duration_ms: 9 });
    expect(steps.at(-1)).toMatchObject({ type: "final_answer" });
  });

  it("ask for a tool that needs it, and tell what was decided", () => {
    const asks: Beat[] = [
      [4, { type: "tool-approval-request", callId: "call_a", message: "Delete notes?", expiresAt: 2_000_000_000_500 }],
      [0, { type: "run-wait", until: 2_000_000_000_500 }],
    ];
    const refusal: Beat = [
      9,
      { type: "tool-approval-response", callId: "call_a", approved: false, reason: "Keep them.", by: "person" },
    ];
    const messages = tell(
      ...asked,
      call("p2", "call_a", "delete-file", {}),
      ...stepEnd(1, "tool-calls"),
      ...asks,
      refusal,
      ...answered,
    );
    expect(messages.find(({ type }) => type === "tool_approval_request")).toMatchObject({
      data: { tool_call_id: "call_a", tool_name: "delete-file", message: "Delete notes?", expires_at: 2_000_000_000.5 },
    });
    expect(stepsOf(messages)[1]).toMatchObject({ type: "tool_result", status: "denied", content: "Not allowed. Keep them." });
  });

  it("say of a long output that it is a part, and how long the whole is", () => {
    const long: Beat = [9, { type: "tool-result", callId: "call_a", result: "1 … 9", bytes: 1_000_000, isShortened: true }];
    const steps = stepsOf(tell(...asked, call("p2", "call_a", "now", {}), toolStart("call_a"), long, ...answered));
    expect(steps[1]).toMatchObject({ content: "1 … 9", truncated: { bytes: 1_000_000 } });
  });

  it("of a cancelled run keep what was written, and one end says cancelled", () => {
    const messages = tell(
      ...asked,
      ...answer("p1", "It is", { isLeftOpen: true }),
      ...stepEnd(1, "aborted"),
      ...end("stopped", "reader"),
    );
    expect(stepsOf(messages)).toMatchObject([{ type: "final_answer", content: "It is", partial: true }]);
    expect(completeOf(messages)).toMatchObject([{ reason: "cancelled" }]);
  });

  it("of a run that a restart broke off say so", () => {
    const messages = tell(...asked, ...thought("p1", "Hm", { isLeftOpen: true }), ...end("interrupted", "restart"));
    expect(stepsOf(messages)).toMatchObject([
      { type: "thought", content: "Hm" },
      { type: "error", code: "interrupted_by_restart" },
    ]);
    expect(completeOf(messages)).toMatchObject([{ reason: "error" }]);
  });

  it("never cut a character in two", () => {
    const pieces: Beat[] = ["a\ud83e", "\udde0b"].map((delta) => [1, { type: "text-delta", partId: "p1", delta }]);
    const messages = tell(...asked, ...pieces, ...stepEnd(), ...end());
    const deltas = messages.flatMap((message) => (message.type === "reasoning_delta" ? message.data.delta : []));
    expect(deltas).toEqual(["a", "\u{1F9E0}b"]);
  });

  it("never hold half a character, whatever the model wrote", () => {
    const text: Beat[] = ["a\ud83e", "b\udde0"].map((delta) => [1, { type: "text-delta", partId: "p2", delta }]);
    const messages = tell(...asked, ...thought("p1", "x\udc00 \ud800y"), ...text, ...stepEnd(), ...end());
    expect(JSON.stringify(messages)).not.toMatch(/\\ud[89a-f]/);
    expect(stepsOf(messages)).toMatchObject([{ content: "x\ufffd \ufffdy" }, { content: "a\ufffdb\ufffd" }]);
  });
});
