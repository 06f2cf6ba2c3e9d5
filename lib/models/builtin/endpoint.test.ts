import { createOpenAI } from "@ai-sdk/openai";
import { streamText } from "ai";
import { describe, expect, it } from "vitest";
import { testClock } from "#lib/core/clock.ts";
import { builtinFetch, builtinModels, makeBuiltinFetch } from "./endpoint.ts";
import { countTokens } from "./token-count.ts";

const url = "http://builtin.local/v1/responses";
const fast = makeBuiltinFetch({ wordsPerSecond: 100_000, clock: testClock() });

const post = (body: unknown, init: RequestInit = {}, call = fast) =>
  call(url, { method: "POST", body: JSON.stringify(body), ...init });
const question = "What is 15% of 240?";
const ask = (effort: string, extra = {}) => ({ model: "reasoner", input: question, reasoning: { effort }, ...extra });

interface Event {
  type: string;
  sequence_number: number;
  delta?: string;
  summary_index?: number;
  response?: {
    status: string;
    usage: {
      input_tokens: number;
      output_tokens: number;
      output_tokens_details: { reasoning_tokens: number };
      total_tokens: number;
    } | null;
    output: unknown[];
    incomplete_details: unknown;
  };
}

async function eventsOf(response: Response): Promise<Event[]> {
  const frames = (await response.text()).trim().split("\n\n");
  return frames.map((frame) => {
    const [, name, data] = /^event: (\S+)\ndata: (.*)$/.exec(frame) ?? [];
    const event = JSON.parse(data ?? "") as Event;
    expect(event.type).toBe(name);
    return event;
  });
}

describe("the built-in model on the wire", () => {
  it("sends the events of OpenAI's Responses API in their order and numbered", async () => {
    const response = await post(ask("medium", { stream: true }));
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const events = await eventsOf(response);
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, i) => i));
    const kinds = events.map((event) => event.type.replace("response.", "")).filter((kind, i, all) => kind !== all[i - 1]);
    const part = [
      "reasoning_summary_part.added",
      "reasoning_summary_text.delta",
      "reasoning_summary_text.done",
      "reasoning_summary_part.done",
    ];
    expect(kinds).toEqual([
      "created",
      "in_progress",
      "output_item.added",
      ...part,
      ...part,
      ...part,
      "output_item.done",
      "output_item.added",
      "content_part.added",
      "output_text.delta",
      "output_text.done",
      "content_part.done",
      "output_item.done",
      "completed",
    ]);
    expect(JSON.stringify(events)).not.toContain("encrypted");
  });

  it("says as much of its thinking as the effort asks for", async () => {
    const parts = async (effort: string) => {
      const events = await eventsOf(await post(ask(effort, { stream: true })));
      return events.filter((event) => event.type === "response.reasoning_summary_part.added").length;
    };
    const counts = await Promise.all(["none", "minimal", "low", "medium", "high", "xhigh", "max"].map(parts));
    expect(counts).toEqual([0, 1, 1, 3, 4, 4, 4]);
  });

  it("counts its tokens from what it said, thoughts within output", async () => {
    const events = await eventsOf(await post(ask("high", { stream: true })));
    const said = (type: string) =>
      countTokens(
        events
          .filter((event) => event.type === type)
          .map((event) => event.delta)
          .join(""),
      );
    const usage = events.at(-1)?.response?.usage;
    const [thoughts, answer] = [said("response.reasoning_summary_text.delta"), said("response.output_text.delta")];
    expect(thoughts).toBeGreaterThan(0);
    expect(usage).toMatchObject({
      input_tokens: countTokens(question),
      output_tokens: thoughts + answer,
      output_tokens_details: { reasoning_tokens: thoughts },
      total_tokens: countTokens(question) + thoughts + answer,
    });
  });

  it("gives the same whole without a stream", async () => {
    const events = await eventsOf(await post(ask("high", { stream: true })));
    const whole = (await (await post(ask("high"))).json()) as {
      output: { type: string; summary?: unknown[] }[];
      usage: unknown;
      status: string;
    };
    const wanted = events.at(-1)?.response as typeof whole | undefined;
    expect(whole.status).toBe("completed");
    expect(whole.usage).toEqual(wanted?.usage);
    expect(whole.output.map(({ type }) => type)).toEqual(["reasoning", "message"]);
    expect(whole.output[0]?.summary).toEqual(wanted?.output[0]?.summary);
  });

  it("stops as incomplete at the tokens it may spend", async () => {
    const events = await eventsOf(await post(ask("medium", { stream: true, max_output_tokens: 20 })));
    const last = events.at(-1);
    expect(last?.type).toBe("response.incomplete");
    expect(last?.response?.incomplete_details).toEqual({ reason: "max_output_tokens" });
    expect(last?.response?.usage?.output_tokens).toBeLessThanOrEqual(20);
  });

  it("is read by the provider package as thoughts with headings and an answer", async () => {
    const provider = createOpenAI({ apiKey: "builtin", baseURL: "http://builtin.local/v1", fetch: fast });
    const result = streamText({
      model: provider.responses("reasoner"),
      prompt: question,
      providerOptions: { openai: { reasoningEffort: "high", reasoningSummary: "detailed", forceReasoning: true, store: false } },
    });
    const thoughts: string[] = [];
    let text = "";
    for await (const part of result.fullStream) {
      if (part.type === "reasoning-start") thoughts.push("");
      else if (part.type === "reasoning-delta") thoughts.push((thoughts.pop() ?? "") + part.text);
      else if (part.type === "text-delta") text += part.text;
      else if (part.type === "error") throw part.error;
    }
    expect(thoughts.length).toBe(4);
    for (const thought of thoughts) expect(thought).toMatch(/^\*\*[A-Z][^*\n]+\*\*\n\n\S/);
    expect(text).toContain("15% of 240 = 36");
    expect(await result.finishReason).toBe("stop");
    expect((await result.usage).outputTokenDetails.reasoningTokens).toBeGreaterThan(20);
  });

  it("stops at once when aborted, with the reason of the signal", async () => {
    const slow = makeBuiltinFetch({ wordsPerSecond: 1 });
    const stop = new AbortController();
    const response = await post(ask("high", { stream: true }), { signal: stop.signal }, slow);
    const reader = response.body?.getReader();
    await reader?.read();
    const next = (async () => {
      for (;;) if ((await reader?.read())?.done) return "ended";
    })();
    stop.abort();
    await expect(next).rejects.toMatchObject({ name: "AbortError" });
    await expect(post(ask("high"), { signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
  });

  it("leaves nothing running when its reader goes away", async () => {
    const slow = makeBuiltinFetch({ wordsPerSecond: 1 });
    const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const reader = (await post(ask("high", { stream: true }), {}, slow)).body?.getReader();
    for (let i = 0; i < 4; i += 1) await reader?.read();
    const pending = reader?.read();
    await reader?.cancel();
    await pending;
    expect(process.getActiveResourcesInfo().filter((name) => name === "Timeout").length).toBeLessThanOrEqual(before);
  });
});

describe("requests it cannot serve", () => {
  const refused = async (response: Response) => ({
    status: response.status,
    ...((await response.json()) as { error: { code: string | null; param: string | null; message: string; type: string } }).error,
  });

  it("are refused in OpenAI's error shape", async () => {
    expect(await refused(await fast(url, { method: "POST", body: "{" }))).toMatchObject({
      status: 400,
      type: "invalid_request_error",
    });
    expect(await refused(await post({ model: "reasoner" }))).toMatchObject({
      status: 400,
      code: "missing_required_parameter",
      param: "input",
    });
    expect(await refused(await post({ input: "1+1" }))).toMatchObject({
      status: 400,
      code: "missing_required_parameter",
      param: "model",
    });
    expect(await refused(await post({ model: "reasoner", input: 5 }))).toMatchObject({ status: 400, param: "input" });
    expect(await refused(await post({ model: "reasoner", input: [] }))).toMatchObject({ status: 400 });
    expect(await refused(await post({ model: "reasoner", input: [{ role: "assistant", content: "hi" }] }))).toMatchObject({
      status: 400,
      param: "input",
    });
    expect(await refused(await post({ model: "reasoner", input: "1+1", reasoning: { effort: "huge" } }))).toMatchObject({
      status: 400,
      param: "reasoning.effort",
    });
    expect(await refused(await post({ model: "gpt-9", input: "1+1" }))).toMatchObject({ status: 404, code: "model_not_found" });
    expect(await refused(await fast("http://builtin.local/v1/chat/completions", { method: "POST", body: "{}" }))).toMatchObject({
      status: 404,
      code: "unknown_url",
    });
    expect(await refused(await fast(url))).toMatchObject({ status: 404 });
  });

  it("leave the list of models to be asked for", async () => {
    const list = (await (await builtinFetch("http://builtin.local/v1/models")).json()) as { data: { id: string }[] };
    expect(list.data.map(({ id }) => `builtin/${id}`)).toEqual(builtinModels.map(({ id }) => id));
  });
});
