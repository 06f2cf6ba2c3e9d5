import { describe, expect, it } from "vitest";
import type { Exposure } from "#lib/core/exposure.ts";
import type { RunError } from "#lib/reasoning/event.ts";
import { answer, begin, cutError, end, firstByte, stepEnd, stepStart, thought } from "#lib/testing/beats.ts";
import { type Beat, timed } from "#lib/testing/builders.ts";
import { chatRunId, clientToolStory, clientToolWait, gated } from "#lib/testing/chat-stories.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import { uiChunks, uiOptions } from "#lib/testing/told-stories.ts";
import type { TaleOptions } from "../tale/tale.ts";
import { makeProjection } from "./projection.ts";

const hex = "0".repeat(31);
const callId = (partId: string) => `call_${hex}1_${partId}`;
const facts = (status: string) => expect.objectContaining({ messageMetadata: expect.objectContaining({ status }) });

/** Without milestones, which have a test of their own. */
const chunks = (drafts: Parameters<typeof uiChunks>[0], exposure: Exposure = "full", options: Partial<TaleOptions> = {}) =>
  uiChunks(drafts, exposure, options).filter(({ type }) => type !== "data-status");

const said = (kind: "reasoning" | "text", id: string, ...words: string[]) => [
  { type: `${kind}-start`, id },
  ...words.map((delta) => ({ type: `${kind}-delta`, id, delta })),
  { type: `${kind}-end`, id },
];

const handed = (partId: string, toolName: string, input: unknown) => ({
  type: "tool-input-available",
  ...{ toolCallId: callId(partId), toolName, input },
});

describe("golden: an answer that hands two calls to the client", () => {
  const step = (...parts: unknown[]) => [
    { type: "start-step" },
    ...parts,
    ...said("text", "p2", "Let", " me", " look."),
    { type: "tool-input-start", toolCallId: callId("p3"), toolName: "weather" },
    { type: "tool-input-start", toolCallId: callId("p4"), toolName: "clock" },
    handed("p3", "weather", { city: "Ulm" }),
    handed("p4", "clock", {}),
    { type: "finish-step" },
    facts("waiting"),
    { type: "finish", finishReason: "tool-calls" },
  ];

  it("with full exposure", () => {
    expect(chunks(clientToolStory)).toEqual(step(...said("reasoning", "p1", "I", " need", " both.")));
  });

  it.each(["none", "summary"] as const)("with exposure %s", (exposure) => {
    expect(chunks(clientToolStory, exposure)).toEqual(step());
  });

  it("and goes on with nothing of before", () => {
    const after = clientToolWait + 2;
    expect(chunks(clientToolStory, "full", { after, current: after + 1 })).toEqual([
      { type: "start-step" },
      ...said("reasoning", "p5", "It", " rains."),
      ...said("text", "p6", "Take", " an", " umbrella."),
      { type: "finish-step" },
      facts("completed"),
      { type: "finish", finishReason: "stop" },
    ]);
  });
});

describe("golden: tools that run here", () => {
  const ours = { dynamic: true, providerExecuted: true };
  const called = (partId: string, toolName: string, input: unknown) => {
    const named = { toolCallId: callId(partId), toolName, ...ours };
    return [
      { type: "tool-input-start", ...named },
      { type: "tool-input-available", ...named, input },
    ];
  };
  const asked = (partId: string, reason: string, more = {}) => {
    const ids = { approvalId: callId(partId), toolCallId: callId(partId) };
    return { type: "tool-approval-request", ...ids, reason, ...more };
  };
  const answered = (partId: string, approved: boolean, more = {}) => ({
    type: "tool-approval-response",
    ...{ approvalId: callId(partId), approved, ...more },
  });
  const calls = [
    { type: "start-step" },
    ...called("p1", "fetch-page", { url: "https://example.org" }),
    ...called("p2", "delete-file", { path: "notes" }),
  ];
  const rest = [
    answered("p1", true),
    answered("p2", false, { reason: "Keep them." }),
    { type: "tool-output-denied", toolCallId: callId("p2") },
    { type: "tool-output-available", toolCallId: callId("p1"), output: { status: 200 }, ...ours },
  ];
  const story = scenario("tools with approval");

  it("go on in one stream where somebody else decides", () => {
    const automatic = { isAutomatic: true };
    const told = chunks(story);
    expect(told.slice(0, 11)).toEqual([
      ...calls,
      asked("p1", "Open example.org?", automatic),
      asked("p2", "Delete notes?", automatic),
      ...rest,
    ]);
    expect(told.at(-1)).toEqual({ type: "finish", finishReason: "stop" });
  });

  it("end the stream where the person who reads it decides, and the next one begins with what they decided", () => {
    const options = { endsAtApproval: true };
    expect(chunks(story, "full", options)).toEqual([
      ...calls,
      asked("p1", "Open example.org?"),
      asked("p2", "Delete notes?"),
      { type: "finish-step" },
      facts("waiting"),
      { type: "finish", finishReason: "tool-calls" },
    ]);
    const after = gated(story).find(({ type }) => type === "run-wait")?.seq ?? 0;
    expect(chunks(story, "full", { ...options, after, current: after + 2 }).slice(0, 5)).toEqual([
      ...rest,
      { type: "start-step" },
    ]);
  });

  it("tell what is only partly decided, and wait for the rest", () => {
    const after = gated(story).find(({ type }) => type === "run-wait")?.seq ?? 0;
    const told = chunks(story.slice(0, after + 1), "full", { endsAtApproval: true, after, current: after + 1 });
    expect(told).toEqual([answered("p1", true), facts("waiting"), { type: "finish", finishReason: "tool-calls" }]);
  });

  it("have their arguments told as they are written, and a call that is cut off is an error of its input", () => {
    const told = chunks(scenario("a call that broke off"));
    expect(told.filter(({ type }) => type.startsWith("tool-")).at(-1)).toMatchObject({
      type: "tool-input-error",
      errorText: "It was cut off before it was whole.",
    });
    const written = chunks(scenario("a tool that is watched")).flatMap((each) =>
      each.type === "tool-input-delta" ? [each.inputTextDelta] : [],
    );
    expect(JSON.parse(written.join(""))).toEqual({ code: "1 + 1" });
  });

  it("name what they found", () => {
    expect(chunks(scenario("a tool that is watched"))).toContainEqual({
      type: "source-url",
      sourceId: "p2",
      url: "https://example.org/two",
    });
  });
});

describe("the end", () => {
  const story = (...beats: Beat[]) =>
    timed([...begin, ...stepStart(), firstByte(), ...answer("p1", "Half", { isLeftOpen: true }), ...beats]);
  const closed = [{ type: "text-end", id: "p1" }, { type: "finish-step" }];
  const ending = (drafts: ReturnType<typeof story>, count: number) => chunks(drafts).slice(-count);

  it.each([
    ["stop", "stop"],
    ["length", "length"],
    ["content-filter", "content-filter"],
    ["tool-calls", "tool-calls"],
    ["something", "other"],
  ])("of a run that completed with %s is %s", (reason, finishReason) => {
    const told = ending(story(...stepEnd(1, "stop"), ...end("completed", reason)), 4);
    expect(told).toEqual([...closed, facts("completed"), { type: "finish", finishReason }]);
  });

  it("of a run that was stopped is an abort that nothing is sent after by itself", () => {
    const told = ending(story(...end("stopped", "reader")), 5);
    expect(told).toEqual([
      ...closed,
      facts("stopped"),
      { type: "abort", reason: "Stopped." },
      { type: "finish", finishReason: "interrupted" },
    ]);
  });

  it.each([
    ["failed", cutError, "error"],
    ["interrupted", null, "interrupted"],
  ] as const)("of a run that %s is an error in words, after all is closed", (status, error: RunError | null, finishReason) => {
    const told = ending(story(...end(status, "error", error)), 5);
    expect(told.slice(0, 2)).toEqual(closed);
    expect(told.at(-2)).toMatchObject({ type: "error", errorText: expect.stringMatching(error ? /broke/ : /restarted/) });
    expect(told.at(-1)).toEqual({ type: "finish", finishReason });
  });

  it("of events that end before the answer does is an error too", () => {
    const projection = makeProjection(uiOptions());
    for (const event of gated(story())) projection.push(event);
    expect(projection.end().map(({ type }) => type)).toEqual(["text-end", "finish-step", "message-metadata", "error", "finish"]);
  });

  it("says what the run took, and nothing that is not known", () => {
    const metadata = chunks(scenario("failed in mid-thought")).find(({ type }) => type === "message-metadata");
    expect(metadata).toMatchObject({
      messageMetadata: {
        runId: chatRunId,
        conversationId: "con_1",
        modelId: "m",
        effort: "medium",
        status: "failed",
        cost: null,
      },
    });
  });
});

describe("milestones", () => {
  it("are told as they come, and are not kept", () => {
    const told = uiChunks(scenario("retried"), "full").flatMap((each) => (each.type === "data-status" ? [each] : []));
    expect(told.map(({ data }) => data.code)).toEqual(["connecting", "retrying", "retrying", "thinking", "answering"]);
    expect(told.every(({ transient }) => transient)).toBe(true);
  });

  it("name calls as the client knows them", () => {
    const told = uiChunks(scenario("parallel tools"), "full").flatMap((each) =>
      each.type === "data-status" ? [each.data.details.callId] : [],
    );
    expect(new Set(told)).toEqual(new Set([undefined, callId("p2"), callId("p3"), callId("p4")]));
  });

  it("are all there is of a retry: nothing had been told that a step would have to be reset for", () => {
    const told = uiChunks(scenario("retried"), "full");
    const retried = told.findLastIndex((each) => each.type === "data-status" && each.data.code === "retrying");
    expect(told.slice(0, retried).filter(({ type }) => type !== "data-status")).toEqual([{ type: "start-step" }]);
  });
});

describe("thoughts", () => {
  it("without a word have no part, and half of a character waits for the other half", () => {
    const story = timed([
      ...begin,
      ...stepStart(),
      ...thought("p1", ""),
      [1, { type: "reasoning-start", partId: "p2", form: "full" }],
      [1, { type: "reasoning-delta", partId: "p2", delta: "\ud83e" }],
      [1, { type: "reasoning-delta", partId: "p2", delta: "\udde0" }],
      [1, { type: "reasoning-end", partId: "p2" }],
      ...stepEnd(),
      ...end(),
    ]);
    expect(chunks(story).slice(1, 4)).toEqual(said("reasoning", "p2", "\u{1F9E0}"));
  });
});
