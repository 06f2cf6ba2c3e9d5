import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { Agent, tool as agentTool, OpenAIChatCompletionsModel, Runner, setTracingDisabled } from "@openai/agents";
import { tool as aiTool, generateText, stepCountIs, streamText } from "ai";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type ReasoningFormat, reasoningFormats } from "#lib/core/exposure.ts";
import { cutError } from "#lib/testing/beats.ts";
import { withChatServer } from "#lib/testing/chat-server.ts";
import { part } from "#lib/testing/scripted-models.ts";

const bench = withChatServer();
const model = "scripted/two";
const messages = [{ role: "user" as const, content: "Umbrella?" }];

/** What a mode makes of a thought "So it is." before the answer "Yes." */
const modes = [...reasoningFormats, "off"] as const;
type Mode = (typeof modes)[number];

async function clientFor(mode: Mode): Promise<OpenAI> {
  return new OpenAI({ apiKey: await keyFor(mode), baseURL: bench.url(), maxRetries: 0 });
}
function keyFor(mode: Mode): Promise<string> {
  return bench.newKey(mode === "off" ? { exposure: "none" } : { exposure: "full", format: mode });
}
async function answerOnce(): Promise<void> {
  (await bench.models().nextCall()).answer("So it is.", "Yes.");
}
const contentIn = (mode: Mode) => (mode === "tags" ? "<think>So it is.</think>\n\nYes." : "Yes.");
const has = (mode: Mode, ...formats: ReasoningFormat[]) => (formats as string[]).includes(mode);

/** Thinks, has the weather looked up by the client, thinks again, answers. */
async function answerWithTool(): Promise<void> {
  const first = await bench.models().nextCall();
  first.send(...part("reasoning", first.nextPartId(), "I need the weather."));
  first.call({ name: "weather", args: { city: "Ulm" } });
  const second = await bench.models().nextCall();
  expect(JSON.stringify(second.messages)).toContain("rain in Ulm");
  second.answer("It rains.", "Take one.");
}

describe.each(modes)("openai 7.55 in mode %s", (mode) => {
  it("reads the chunks one by one", async () => {
    const client = await clientFor(mode);
    const [stream] = await Promise.all([
      client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } }),
      answerOnce(),
    ]);
    const told = { content: "", reasoning_content: "", reasoning: "" };
    const finishes: string[] = [];
    let total = 0;
    for await (const chunk of stream) {
      const delta: Partial<Record<keyof typeof told, string | null>> = chunk.choices[0]?.delta ?? {};
      for (const name of ["content", "reasoning_content", "reasoning"] as const) told[name] += delta[name] ?? "";
      if (chunk.choices[0]?.finish_reason) finishes.push(chunk.choices[0].finish_reason);
      total = chunk.usage?.total_tokens ?? total;
    }
    expect([told, finishes, total]).toEqual([
      {
        content: contentIn(mode),
        reasoning_content: has(mode, "reasoning_content", "both") ? "So it is." : "",
        reasoning: has(mode, "reasoning", "both") ? "So it is." : "",
      },
      ["stop"],
      18,
    ]);
  });

  it("puts an answer together with .stream()", async () => {
    const client = await clientFor(mode);
    const stream = client.chat.completions.stream({ model, messages });
    await answerOnce();
    const completion = await stream.finalChatCompletion();
    expect(completion.choices[0]).toMatchObject({ finish_reason: "stop", message: { content: contentIn(mode) } });
  });

  it("has its tools run with runTools, in one piece and streamed", async () => {
    const weather = {
      type: "function" as const,
      function: {
        name: "weather",
        description: "What falls.",
        parameters: { type: "object", properties: { city: { type: "string" } } },
        parse: JSON.parse,
        function: ({ city }: { city: string }) => `rain in ${city}`,
      },
    };
    const client = await clientFor(mode);
    const whole = client.chat.completions.runTools({ model, messages, tools: [weather] });
    await answerWithTool();
    expect(await whole.finalContent()).toContain("Take one.");
    const streamed = client.chat.completions.runTools({ model, messages, tools: [weather], stream: true });
    await answerWithTool();
    expect(await streamed.finalContent()).toContain("Take one.");
  });
});

describe("openai 7.55", () => {
  it("throws what went wrong in the middle as an APIError, and does not take it for an answer", async () => {
    const client = await clientFor("reasoning_content");
    const create = client.chat.completions.create({ model, messages, stream: true });
    const call = await bench.models().nextCall();
    call.send(...part("text", "p1", "Half").slice(0, 2));
    const stream = await create;
    let seen = "";
    const reading = (async () => {
      for await (const chunk of stream) {
        seen += chunk.choices[0]?.delta.content ?? "";
        if (seen === "Half") call.fail(cutError);
      }
    })();
    await expect(reading).rejects.toThrow(OpenAI.APIError);
    expect(seen).toBe("Half");
  });

  it("does not repeat what cannot succeed", async () => {
    const client = new OpenAI({ apiKey: await bench.newKey(), baseURL: bench.url(), maxRetries: 2 });
    const before = bench.models().count();
    const asking = client.chat.completions.create({ model, messages });
    (await bench.models().nextCall()).fail({ ...cutError, code: "provider-auth", retryable: false });
    await expect(asking).rejects.toMatchObject({ status: 502, code: "provider_auth" });
    expect(bench.models().count() - before).toBe(1);
  });

  it("keeps of a thought only its last piece with .stream(), which is its own fault", async () => {
    const client = await clientFor("reasoning_content");
    const stream = client.chat.completions.stream({ model, messages });
    const call = await bench.models().nextCall();
    call.send({ type: "reasoning-start", partId: "p1", form: "full" });
    const pieces: string[] = [];
    stream.on("chunk", (chunk) => {
      const { reasoning_content: piece } = (chunk.choices[0]?.delta ?? {}) as { reasoning_content?: string };
      if (piece !== undefined) pieces.push(piece);
      if (pieces.length === 0) call.send({ type: "reasoning-delta", partId: "p1", delta: "First." });
      else if (pieces.length === 1 && piece !== undefined) {
        call.send({ type: "reasoning-delta", partId: "p1", delta: " Last." }, { type: "reasoning-end", partId: "p1" });
        call.send(...part("text", "p2", "Yes."));
        call.finish("stop");
      }
    });
    const { message } = (await stream.finalChatCompletion()).choices[0] ?? {};
    expect(pieces).toEqual(["First.", " Last."]);
    expect(message).toMatchObject({ content: "Yes.", reasoning_content: " Last." });
  });
});

describe.each(modes)("@ai-sdk/openai-compatible 3.0 in mode %s", (mode) => {
  const provider = async () =>
    createOpenAICompatible({ name: "aloud", baseURL: bench.url(), apiKey: await keyFor(mode), includeUsage: true })(model);
  const seesThoughts = has(mode, "reasoning_content", "reasoning", "both");

  it("streams reasoning, text and usage", async () => {
    const result = streamText({ model: await provider(), prompt: "Umbrella?", maxRetries: 0 });
    const [parts] = await Promise.all([collect(result.fullStream), answerOnce()]);
    const join = (type: string) => parts.map((each) => (each.type === type && "text" in each ? each.text : "")).join("");
    expect([join("reasoning-delta"), join("text-delta")]).toEqual([seesThoughts ? "So it is." : "", contentIn(mode)]);
    expect(parts.filter(({ type }) => type === "error")).toEqual([]);
    expect(parts.at(-1)).toMatchObject({
      type: "finish",
      finishReason: "stop",
      totalUsage: { inputTokens: 7, outputTokens: 11 },
    });
  });

  it("reads an answer in one piece", async () => {
    const asking = generateText({ model: await provider(), prompt: "Umbrella?", maxRetries: 0 });
    const [result] = await Promise.all([asking, answerOnce()]);
    expect([result.reasoningText ?? "", result.text]).toEqual([seesThoughts ? "So it is." : "", contentIn(mode)]);
  });

  it("runs its tools and goes on, thoughts sent back and all", async () => {
    const weather = aiTool({
      description: "What falls.",
      inputSchema: z.object({ city: z.string() }),
      execute: async ({ city }) => `rain in ${city}`,
    });
    const asking = generateText({
      model: await provider(),
      prompt: "Umbrella?",
      tools: { weather },
      stopWhen: stepCountIs(3),
      maxRetries: 0,
    });
    const [result] = await Promise.all([asking, answerWithTool()]);
    expect([result.steps.length, result.text]).toEqual([
      2,
      mode === "tags" ? "<think>It rains.</think>\n\nTake one." : "Take one.",
    ]);
  });
});

const conversationCount = () => bench.database().client.conversation.count();

describe.each(modes)("@openai/agents 0.20 with chat completions in mode %s", (mode) => {
  const agentOf = (client: OpenAI) => {
    const chat = new OpenAIChatCompletionsModel(client, model);
    const weather = agentTool({
      name: "weather",
      description: "What falls.",
      parameters: z.object({ city: z.string() }),
      execute: async ({ city }) => `rain in ${city}`,
    });
    return new Agent({ name: "Helper", instructions: "Be short.", model: chat, tools: [weather] });
  };
  const thoughtsOf = (items: readonly { type: string; rawItem?: unknown }[]) =>
    items
      .filter(({ type }) => type === "reasoning_item")
      .map(({ rawItem }) => (rawItem as { rawContent?: { text: string }[] }).rawContent?.[0]?.text);

  it("has a reasoning item where the field is its own, and replays it after a tool without a refusal", async () => {
    setTracingDisabled(true);
    const runner = new Runner({ tracingDisabled: true });
    const agent = agentOf(await clientFor(mode));
    const before = await conversationCount();
    const [result] = await Promise.all([runner.run(agent, "Umbrella?"), answerWithTool()]);
    expect(result.finalOutput).toContain("Take one.");
    expect(thoughtsOf(result.newItems)).toEqual(has(mode, "reasoning", "both") ? ["I need the weather.", "It rains."] : []);

    // The next question carries all of it back, reasoning and parts of text included.
    const history = [...result.history, { role: "user" as const, content: "And tomorrow?" }];
    const [followed] = await Promise.all([runner.run(agent, history), answerOnce()]);
    expect(followed.finalOutput).toContain("Yes.");
    expect((await conversationCount()) - before).toBe(1);
  });

  it("streams", async () => {
    const runner = new Runner({ tracingDisabled: true });
    const streaming = runner.run(agentOf(await clientFor(mode)), "Umbrella?", { stream: true });
    const [events] = await Promise.all([
      streaming.then(async (result) => ({ events: await collect(result), result })),
      answerWithTool(),
    ]);
    expect(events.result.finalOutput).toContain("Take one.");
    expect(thoughtsOf(events.result.newItems)).toEqual(
      has(mode, "reasoning", "both") ? ["I need the weather.", "It rains."] : [],
    );
    expect(events.result.rawResponses.at(-1)?.usage.totalTokens).toBe(18);
  });
});

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of stream) all.push(each);
  return all;
}
