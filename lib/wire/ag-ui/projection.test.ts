import { describe, expect, it } from "vitest";
import type { Exposure } from "#lib/core/exposure.ts";
import { answer, begin, cutError, end, firstByte, stepEnd, stepStart } from "#lib/testing/beats.ts";
import { type Beat, timed } from "#lib/testing/builders.ts";
import { clientToolStory, clientToolWait, gated } from "#lib/testing/chat-stories.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import { agUiEvents, agUiOptions } from "#lib/testing/told-stories.ts";
import type { TaleOptions } from "../tale/tale.ts";
import type { AgUiEvent } from "./event.ts";
import { makeProjection } from "./projection.ts";

const hex = "0".repeat(31);
const idOf = (kind: string, partId: string) => `${kind}_${hex}1_${partId}`;

/** Without times, and without milestones. */
function events(drafts: Parameters<typeof agUiEvents>[0], exposure: Exposure = "full", options: Partial<TaleOptions> = {}) {
  const told = agUiEvents(drafts, exposure, options).filter((event) => event.type !== "CUSTOM" || event.name !== "status");
  return told.map(({ timestamp: _at, ...event }) => event);
}

const thought = (partId: string, ...words: string[]) => {
  const messageId = idOf("rs", partId);
  return [
    { type: "REASONING_START", messageId },
    { type: "REASONING_MESSAGE_START", messageId, role: "reasoning" },
    ...words.map((delta) => ({ type: "REASONING_MESSAGE_CONTENT", messageId, delta })),
    { type: "REASONING_MESSAGE_END", messageId },
    { type: "REASONING_END", messageId },
  ];
};
const text = (partId: string, ...words: string[]) => {
  const messageId = idOf("msg", partId);
  return [
    { type: "TEXT_MESSAGE_START", messageId, role: "assistant" },
    ...words.map((delta) => ({ type: "TEXT_MESSAGE_CONTENT", messageId, delta })),
    { type: "TEXT_MESSAGE_END", messageId },
  ];
};
const start = (partId: string, toolCallName: string, parent: string) => ({
  type: "TOOL_CALL_START",
  ...{ toolCallId: idOf("call", partId), toolCallName, parentMessageId: idOf("msg", parent) },
});
const whole = (partId: string, delta: string) => [
  { type: "TOOL_CALL_ARGS", toolCallId: idOf("call", partId), delta },
  { type: "TOOL_CALL_END", toolCallId: idOf("call", partId) },
];
const result = (partId: string, content: string, more = {}) => {
  const toolCallId = idOf("call", partId);
  return { type: "TOOL_CALL_RESULT", messageId: `${toolCallId}_result`, toolCallId, content, role: "tool", ...more };
};
const step = (type: "STARTED" | "FINISHED", number = 1) => ({ type: `STEP_${type}`, stepName: `step-${number}` });
const finished = (outcome: unknown) => expect.objectContaining({ type: "RUN_FINISHED", threadId: "t", runId: "r", outcome });

describe("golden: an answer that hands two calls to the client", () => {
  const rest = [
    ...text("p2", "Let", " me", " look."),
    start("p3", "weather", "p2"),
    start("p4", "clock", "p2"),
    ...whole("p3", '{"city":"Ulm"}'),
    ...whole("p4", "{}"),
    step("FINISHED"),
    finished({ type: "success", pendingToolCallIds: [idOf("call", "p3"), idOf("call", "p4")] }),
  ];

  it("with full exposure", () => {
    expect(events(clientToolStory)).toEqual([step("STARTED"), ...thought("p1", "I", " need", " both."), ...rest]);
  });

  it.each(["none", "summary"] as const)("with exposure %s", (exposure) => {
    expect(events(clientToolStory, exposure)).toEqual([step("STARTED"), ...rest]);
  });

  it("and goes on with nothing of before", () => {
    const after = clientToolWait + 2;
    expect(events(clientToolStory, "full", { after, current: after + 1 })).toEqual([
      step("STARTED", 2),
      ...thought("p5", "It", " rains."),
      ...text("p6", "Take", " an", " umbrella."),
      step("FINISHED", 2),
      finished({ type: "success" }),
    ]);
  });
});

describe("golden: tools that run here", () => {
  it("are told with what came of them, in a message of their own where no text was before", () => {
    expect(events(scenario("tools with approval")).slice(0, 9)).toEqual([
      step("STARTED"),
      start("p1", "fetch-page", "p1"),
      ...whole("p1", '{"url":"https://example.org"}'),
      start("p2", "delete-file", "p1"),
      ...whole("p2", '{"path":"notes"}'),
      result("p2", "Not allowed. Keep them.", { metadata: { isError: true } }),
      result("p1", '{"status":200}'),
    ]);
  });

  it("name what they found", () => {
    const source = { type: "CUSTOM", name: "source", value: { url: "https://example.org/two", title: null } };
    expect(events(scenario("a tool that is watched"))).toContainEqual(source);
  });

  it("that never ended have a result that says so, so that no client waits to run them", () => {
    for (const name of ["killed while a tool ran", "a call that broke off", "everything left open"]) {
      const told = events(scenario(name));
      const ids = (type: string) =>
        told.flatMap((event) => (event.type === type && "toolCallId" in event ? [event.toolCallId] : []));
      expect([name, ids("TOOL_CALL_RESULT").sort()]).toEqual([name, ids("TOOL_CALL_START").sort()]);
    }
  });
});

describe("the end", () => {
  const story = (...beats: Beat[]) =>
    timed([...begin, ...stepStart(), firstByte(), ...answer("p1", "Half", { isLeftOpen: true }), ...beats]);
  const closed = [{ type: "TEXT_MESSAGE_END", messageId: idOf("msg", "p1") }, step("FINISHED")];

  it("of a run that was stopped is cancelled", () => {
    expect(events(story(...end("stopped", "reader"))).slice(-3)).toEqual([...closed, finished({ type: "cancelled" })]);
  });

  it("of a run that failed is an error in words, after all is closed", () => {
    const told = events(story(...end("failed", "error", cutError))).slice(-3);
    expect(told).toEqual([
      ...closed,
      expect.objectContaining({ type: "RUN_ERROR", code: "provider-cut", message: expect.stringContaining("broke") }),
    ]);
  });

  it("of events that end before the answer does is an error too", () => {
    const projection = makeProjection(agUiOptions());
    for (const event of gated(story())) projection.push(event);
    expect(projection.end().map(({ type }) => type)).toEqual(["TEXT_MESSAGE_END", "STEP_FINISHED", "RUN_ERROR"]);
  });

  it("says the tokens that were counted, and none that were not", () => {
    const told = (name: string) => events(scenario(name)).at(-1) as AgUiEvent & { usage?: unknown };
    expect(told("plain").usage).toEqual([
      { model: "m", inputTokens: 100, outputTokens: 50, totalTokens: 150, reasoningTokens: 30, cachedInputTokens: 0 },
    ]);
    expect(told("failed in mid-thought")).not.toHaveProperty("usage");
    expect(told("plain")).toMatchObject({ metadata: { status: "completed", reason: "stop" } });
  });

  it("of a run that came to its limit is a success that says so", () => {
    const limited = events(story(...stepEnd(1, "length"), ...end("completed", "length"))).at(-1);
    expect(limited).toMatchObject({ outcome: { type: "success" }, metadata: { reason: "length" } });
  });
});

describe("what a client may send back for a thought", () => {
  it("stands in its span, and there is none where nothing may be sent back", () => {
    const projection = makeProjection({ ...agUiOptions(), sealOf: (partId, at) => `sealed ${partId} ${at > 0}` });
    const told = gated(clientToolStory).flatMap((event) => projection.push(event));
    const types = told.map(({ type }) => type);
    const at = types.indexOf("REASONING_ENCRYPTED_VALUE");
    expect(told[at]).toMatchObject({ subtype: "message", entityId: idOf("rs", "p1"), encryptedValue: "sealed p1 true" });
    expect([types[at - 1], types[at + 1]]).toEqual(["REASONING_MESSAGE_END", "REASONING_END"]);
  });
});
