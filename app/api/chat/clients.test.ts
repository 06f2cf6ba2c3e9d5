/** The AI SDK's own client, against the running routes. */
import { lastAssistantMessageIsCompleteWithToolCalls, readUIMessageStream } from "ai";
import { describe, expect, it, vi } from "vitest";
import { cancelRun } from "#lib/runs/control.ts";
import { cutError } from "#lib/testing/beats.ts";
import { part } from "#lib/testing/scripted-models.ts";
import { last, type Message, runIdOf, statesOf, told, toolsOf, usual, withUiChat } from "#lib/testing/ui-chat.ts";

const bench = withUiChat();
const { models, database, row, newChat, newChatId, transport, answerNext, api } = bench;

describe("useChat's Chat", () => {
  it("asks, is told thought, answer and facts, and asks on in the same conversation", async () => {
    const { chat, finishes } = newChat();
    const sending = chat.sendMessage({ text: "Six times seven?" });
    await answerNext("Easy.", "42.");
    await sending;
    expect(chat.status).toBe("ready");
    expect(told(last(chat))).toEqual(usual("Easy.", "42."));
    expect(statesOf(last(chat))).toEqual(["step-start", "done", "done"]);
    expect(last(chat).metadata).toMatchObject({
      modelId: "scripted/one",
      status: "completed",
      usage: { input: 7, output: 11, reasoning: 5, cached: null },
      cost: { amount: expect.any(Number), priceAsOf: "2026-11-01" },
    });
    expect(finishes).toEqual([{ isError: false, isAbort: false, finishReason: "stop" }]);
    const first = last(chat).metadata;
    const next = chat.sendMessage({ text: "And eight?" });
    const call = await answerNext("Also easy.", "48.");
    await next;
    expect(call.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(last(chat).metadata?.conversationId).toBe(first?.conversationId);
    expect(await row(runIdOf(chat))).toMatchObject({ origin: "ui-stream", keyId: null, status: "completed" });
  });

  it("runs a tool of its own and goes on by itself, in the same run and the same message", async () => {
    const asked: string[] = [];
    const body = {
      modelId: "scripted/one",
      tools: [{ name: "weather", description: "Tells it.", inputSchema: { type: "object" } }],
    };
    const { chat, finishes } = newChat({
      transport: transport({ body }),
      sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithToolCalls,
      onToolCall: ({ toolCall }) => {
        asked.push(toolCall.toolName);
        void chat.addToolOutput({ tool: "weather", toolCallId: toolCall.toolCallId, output: { sky: "rain" } });
      },
    });
    const sending = chat.sendMessage({ text: "Umbrella?" });
    const first = await models().nextCall();
    first.send(...part("reasoning", first.nextPartId(), "I look."));
    first.call({ name: "weather", args: { city: "Ulm" } });
    const second = await answerNext("Rain.", "Take one.");
    await sending;
    await vi.waitFor(() => expect(chat.status).toBe("ready"));
    expect(asked).toEqual(["weather"]);
    expect(chat.messages).toHaveLength(2);
    expect(told(last(chat))).toEqual(["reasoning: I look.", ...usual("Rain.", "Take one.")]);
    expect(toolsOf(last(chat))).toEqual([
      { type: "tool-weather", state: "output-available", input: { city: "Ulm" }, output: { sky: "rain" }, errorText: undefined },
    ]);
    expect(JSON.stringify(second.messages)).toContain("rain");
    expect(finishes.map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
    expect(await database().client.run.count({ where: { conversationId: last(chat).metadata?.conversationId ?? "" } })).toBe(1);
  });

  it("tells a tool's failure, and sends only what is new where it is made so", async () => {
    const body = { modelId: "scripted/one", tools: [{ name: "weather" }] };
    const { chat } = newChat({
      transport: transport({
        prepareSendMessagesRequest: ({ id, messages, trigger, messageId }) => ({
          body: { ...body, id, trigger, messageId, message: messages.at(-1) },
        }),
      }),
      sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithToolCalls,
      onToolCall: ({ toolCall: { toolCallId } }) => {
        void chat.addToolOutput({ state: "output-error", tool: "weather", toolCallId, errorText: "No window." });
      },
    });
    const sending = chat.sendMessage({ text: "Umbrella?" });
    (await models().nextCall()).call({ name: "weather", args: {} });
    const second = await answerNext("Blind.", "I cannot say.");
    await sending;
    await vi.waitFor(() => expect(chat.status).toBe("ready"));
    expect(second.messages.at(-1)).toMatchObject({ role: "tool", isError: true });
    expect(JSON.stringify(second.messages)).toContain("No window.");

    const asking = chat.sendMessage({ text: "Thanks." });
    const third = await answerNext("Polite.", "Welcome.");
    await asking;
    expect(third.messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "assistant", "user"]);

    const again = chat.regenerate();
    const fourth = await answerNext("Once more.", "With pleasure.");
    await again;
    expect(fourth.messages.map(({ role }) => role)).toEqual(third.messages.map(({ role }) => role));
    expect(told(last(chat))).toEqual(usual("Once more.", "With pleasure."));
    const { conversationId = "" } = last(chat).metadata ?? {};
    expect(await database().client.turn.count({ where: { conversationId } })).toBe(2);
    expect(await database().client.run.count({ where: { conversationId } })).toBe(3);
  });

  it("has an answer given once more beside the first, and an edited question answered in its place", async () => {
    const { chat } = newChat();
    const sending = chat.sendMessage({ text: "Six?" });
    await answerNext("One.", "First.");
    await sending;
    const first = last(chat).metadata;
    const again = chat.regenerate();
    await answerNext("Two.", "Second.");
    await again;
    expect(chat.messages).toHaveLength(2);
    expect(told(last(chat))).toEqual(usual("Two.", "Second."));
    const [one, two] = [await row(first?.runId ?? ""), await row(runIdOf(chat))];
    expect(two.turnId).toBe(one.turnId);
    const edited = chat.sendMessage({ text: "Seven?", messageId: chat.messages[0]?.id ?? "" });
    const call = await answerNext("Three.", "Third.");
    await edited;
    expect(call.messages).toHaveLength(1);
    const three = await row(runIdOf(chat));
    expect([three.conversationId, three.turnId === one.turnId]).toEqual([one.conversationId, false]);
  });

  it("leaves in the middle, and another comes back to all of it", async () => {
    const id = newChatId();
    const { chat } = newChat({ id });
    void chat.sendMessage({ text: "Slowly." });
    const call = await models().nextCall();
    call.send(...part("reasoning", call.nextPartId(), "Slow."));
    call.send({ type: "text-start", partId: "p9" }, { type: "text-delta", partId: "p9", delta: "Half" });
    await vi.waitFor(() => expect(told(last(chat))).toEqual(usual("Slow.", "Half")));
    await chat.stop();
    expect(await row(runIdOf(chat))).toMatchObject({ status: "running", cancelRequestedAt: null });

    const other = newChat({ id, messages: structuredClone(chat.messages) }).chat;
    const resuming = other.resumeStream();
    await vi.waitFor(() => expect(other.status).toBe("streaming"));
    call.send({ type: "text-delta", partId: "p9", delta: " and half." }, { type: "text-end", partId: "p9" });
    call.finish("stop");
    await resuming;
    expect(other.messages).toHaveLength(2);
    expect(told(last(other))).toEqual(usual("Slow.", "Half and half."));
    expect(last(other).id).toBe(last(chat).id);

    await other.resumeStream();
    expect([other.status, other.messages.length]).toEqual(["ready", 2]);
  });

  it("has a run stopped by the address in its metadata, keeps what was said, and sends nothing by itself", async () => {
    const { chat, finishes } = newChat({ sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithToolCalls });
    const sending = chat.sendMessage({ text: "Long." });
    const call = await models().nextCall();
    call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "Half" });
    call.send({ type: "tool-input-start", partId: "p2", callId: "c1", name: "weather" });
    await vi.waitFor(() => expect(told(last(chat))).toEqual(["text: Half"]));
    const stopped = await fetch(`${api()}/runs/${runIdOf(chat)}/cancel`, { method: "POST" });
    expect(stopped.status).toBe(200);
    await sending;
    expect(chat.status).toBe("ready");
    expect(finishes).toEqual([{ isError: false, isAbort: false, finishReason: "interrupted" }]);
    expect(statesOf(last(chat))).toEqual(["step-start", "done", "output-error"]);
    expect(last(chat).metadata?.status).toBe("stopped");
    expect(models().count()).toBe(1);
  });

  it("is told of a failure in words, with everything before it closed", async () => {
    const { chat, errors } = newChat();
    const sending = chat.sendMessage({ text: "Break." });
    const call = await models().nextCall();
    call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "Half" });
    call.fail(cutError);
    await sending;
    expect([chat.status, errors.map(({ message }) => message)]).toEqual([
      "error",
      [`${cutError.message} ${cutError.suggestion}`],
    ]);
    expect(last(chat).parts.at(-1)).toMatchObject({ type: "text", text: "Half", state: "done" });
    expect(last(chat).metadata?.status).toBe("failed");
  });

  it("is told what is wrong with a request", async () => {
    const { chat, errors } = newChat({ transport: transport({ body: { modelId: "scripted/none" } }) });
    await chat.sendMessage({ text: "Who?" });
    expect(chat.status).toBe("error");
    expect(JSON.parse(errors[0]?.message ?? "{}")).toMatchObject({ error: { code: "model-unknown", field: "model" } });
  });
});

describe("readUIMessageStream", () => {
  it("puts together what DefaultChatTransport reads", async () => {
    const messages: Message[] = [{ id: "u1", role: "user", parts: [{ type: "text", text: "Hi" }] }];
    const options = {
      chatId: newChatId(),
      messages,
      trigger: "submit-message",
      messageId: undefined,
      abortSignal: undefined,
    } as const;
    const sending = transport().sendMessages(options);
    await answerNext("Hm.", "Hello.");
    const seen: Message[] = [];
    for await (const message of readUIMessageStream<Message>({ stream: await sending })) seen.push(message);
    expect(seen.at(-1) && told(seen.at(-1) as Message)).toEqual(usual("Hm.", "Hello."));
    expect(await transport().reconnectToStream(options)).toBeNull();
  });

  it("ends where its owner stops the run", async () => {
    const { chat } = newChat();
    const sending = chat.sendMessage({ text: "Long." });
    const call = await models().nextCall();
    call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "Half" });
    await vi.waitFor(() => expect(chat.messages).toHaveLength(2));
    await cancelRun(bench.viewer(), runIdOf(chat));
    await sending;
    expect(told(last(chat))).toEqual(["text: Half"]);
  });
});
