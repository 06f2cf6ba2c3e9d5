import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import { partIdOut } from "../ids.ts";
import { answerAddress, readUiRequest } from "./read-request.ts";
import { uiRequestBody } from "./request-body.ts";

const image = { mediaType: "image/png", data: "" };
const read = (body: Record<string, unknown>) =>
  readUiRequest(uiRequestBody.parse({ id: "chat", ...body }), new Headers(), async () => image);
const user = (...parts: unknown[]) => ({ id: "u", role: "user", parts });
const assistant = (...parts: unknown[]) => ({ id: "a", role: "assistant", parts });
const text = (text: string) => ({ type: "text", text });
const step = { type: "step-start" };

describe("UI messages", () => {
  it("are read part by part: texts joined, pictures apart, thoughts, sources and data passed over", async () => {
    const { ask } = await read({
      messages: [
        { id: "s", role: "system", parts: [text("Be kind.")] },
        user({ type: "file", mediaType: "image/png", url: "data:image/png;base64,AA" }, text("What "), text("is it?"), {
          type: "data-place",
          data: 1,
        }),
        assistant(step, { type: "reasoning", text: "Hidden." }, text("A cat."), {
          type: "source-url",
          sourceId: "1",
          url: "https://example.org",
        }),
        user(text("Sure?")),
      ],
    });
    expect(ask.instructions).toBe("Be kind.");
    expect(ask.messages).toEqual([
      { role: "user", text: "What is it?", images: [image] },
      { role: "assistant", text: "A cat.", calls: [] },
      { role: "user", text: "Sure?" },
    ]);
  });

  it("have a model call for each step, with its calls and what came of them", async () => {
    const tool = (type: string, state: string, more = {}) => ({
      type,
      toolCallId: `${type} ${state}`,
      state,
      input: { a: 1 },
      ...more,
    });
    const { ask, goesOn } = await read({
      messages: [
        user(text("Go.")),
        assistant(
          step,
          text("First."),
          tool("tool-weather", "output-available", { output: { sky: "rain" } }),
          tool("tool-weather", "input-streaming"),
          { ...tool("dynamic-tool", "output-error", { errorText: "No." }), toolName: "clock", input: undefined },
          step,
          tool("tool-late", "output-available", { output: "half", preliminary: true }),
          tool("tool-refused", "output-denied", { approval: { id: "1", approved: false, reason: "Never." } }),
          tool("tool-open", "input-available"),
        ),
      ],
    });
    const call = (callId: string, name: string, args: unknown = { a: 1 }) => ({ callId, name, args });
    expect(ask.messages.slice(1)).toEqual([
      {
        role: "assistant",
        text: "First.",
        calls: [call("tool-weather output-available", "weather"), call("dynamic-tool output-error", "clock", {})],
      },
      { role: "tool", callId: "tool-weather output-available", text: '{"sky":"rain"}', isError: false },
      { role: "tool", callId: "dynamic-tool output-error", text: "No.", isError: true },
      {
        role: "assistant",
        text: "",
        calls: [
          call("tool-late output-available", "late"),
          call("tool-refused output-denied", "refused"),
          call("tool-open input-available", "open"),
        ],
      },
      { role: "tool", callId: "tool-refused output-denied", text: "Not allowed. Never.", isError: true },
    ]);
    expect(goesOn).toBe("a");
  });

  it("bring decisions in the last one only", async () => {
    const decided = assistant({
      type: "tool-x",
      toolCallId: "c",
      state: "approval-responded",
      approval: { id: "c", approved: false, reason: "No." },
    });
    expect((await read({ messages: [user(text("1")), decided] })).decisions).toEqual([
      { callId: "c", approved: false, reason: "No." },
    ]);
    const later = await read({ messages: [user(text("1")), decided, user(text("2"))] });
    expect([later.decisions, later.goesOn]).toEqual([[], null]);
  });
});

describe("one message alone", () => {
  const newest = async (body: Record<string, unknown>) => {
    const { ask } = await read(body);
    return [ask.isNewestOnly, ask.regenerates];
  };

  it("is what is new, in either spelling", async () => {
    expect(await newest({ message: user(text("Hi")) })).toEqual([true, undefined]);
    expect(await newest({ messages: [user(text("Hi"))], trigger: "submit-message" })).toEqual([true, undefined]);
  });

  it("is the whole conversation where its first question is edited or answered once more", async () => {
    expect(await newest({ messages: [user(text("Hi"))], trigger: "regenerate-message" })).toEqual([false, undefined]);
    expect(await newest({ messages: [user(text("Hi"))], trigger: "submit-message", messageId: "u" })).toEqual([false, undefined]);
  });

  it("names the run to be answered once more by the id of its message, if that is ours", async () => {
    const runId = newId("run");
    const messageId = partIdOut("message", answerAddress(runId));
    const again = { message: user(text("Hi")), trigger: "regenerate-message" };
    expect(await newest({ ...again, messageId })).toEqual([true, { runId }]);
    expect(await newest({ ...again, messageId: "a" })).toEqual([true, { runId: null }]);
  });

  it("of the assistant brings only results of the client's tools of its last step", async () => {
    const done = (toolCallId: string, more = {}) => ({
      type: "tool-x",
      toolCallId,
      state: "output-available",
      output: "o",
      ...more,
    });
    const { ask } = await read({
      message: assistant(step, done("1"), step, text("Now."), done("2"), done("3", { providerExecuted: true })),
    });
    expect(ask.messages).toEqual([{ role: "tool", callId: "2", text: "o", isError: false }]);
  });
});
