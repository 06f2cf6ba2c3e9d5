import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Effort } from "#lib/core/effort.ts";
import type { ErrorCode } from "#lib/core/errors.ts";
import { bodiesFor, configOf, modelOn } from "#lib/testing/responses-servers.ts";
import { answeredTurn, partsOf, runStep, typesOf } from "#lib/testing/step.ts";
import { brokenThought } from "#lib/testing/upstream/faults.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { answer, thoughts } from "#lib/testing/upstream/scenarios.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { unknownListed } from "../discover.ts";
import { openConnection } from "../open-connection.ts";

let upstream: Upstream;
beforeEach(async () => {
  upstream = await startUpstream({ key: "test-key" });
});
afterEach(() => upstream.close());

const both = thoughts.join("");
const on = (modelId: string, more: Parameters<typeof modelOn>[3] = {}) => modelOn(upstream, "ollama", modelId, more);
const bodies = (modelId: string) => bodiesFor(upstream, modelId);
const tools = [{ name: "weather", description: "The weather of a city.", inputSchema: { type: "object" } }];

describe("a step over Ollama's own API", () => {
  it.each(["think-then-answer", "tags", "field-reasoning"])("reads the thought of %s", async (scenario) => {
    const { drafts, outcome } = await runStep(on(scenario));
    expect(partsOf(drafts).map(({ kind, text, isClosed }) => [kind, text, isClosed])).toEqual([
      ["full", both, true],
      ["text", answer, true],
    ]);
    expect(outcome).toMatchObject({ finish: "stop", error: null });
  });

  it("counts what the server counts, and does not guess how much of it was thought", async () => {
    const { outcome } = await runStep(on("think-then-answer"));
    expect(outcome.usage).toEqual({ input: 6, output: 39, reasoning: null, cached: null });
    expect((await runStep(on("no-usage"))).outcome.usage).toEqual({ input: null, output: null, reasoning: null, cached: null });
  });

  it("keeps thinking after text apart from thinking before it", async () => {
    const { drafts } = await runStep(on("interleaved"));
    expect(partsOf(drafts).map(({ kind }) => kind)).toEqual(["full", "text", "full", "text"]);
  });

  it("passes the limit on, and says that a thought was cut by it", async () => {
    const { drafts, outcome } = await runStep(on("length-without-text"), { outputLimit: 512 });
    expect(bodies("length-without-text")).toMatchObject([{ options: { num_predict: 512 } }]);
    expect(outcome.finish).toBe("length");
    expect(partsOf(drafts)).toMatchObject([{ kind: "full", isCut: true }]);
  });

  it("takes an address with the path of the compatible API for its own, and sends the headers of the connection", async () => {
    const { baseUrl } = configOf(upstream, "ollama");
    const headers = { "x-team": "blue" };
    await runStep(on("answer-only", { baseUrl: `${baseUrl}/v1`, headers }));
    expect(upstream.requests).toMatchObject([{ path: "/api/chat", headers: { ...headers, authorization: "Bearer test-key" } }]);
  });
});

describe("how much a model of Ollama thinks", () => {
  const thinking = { ...unknownListed, reasons: true, efforts: null };
  it.each<[string, Effort, unknown, string | null]>([
    ["qwen3:8b", "medium", true, "on"],
    ["qwen3:8b", "max", true, "on"],
    ["qwen3:8b", "minimal", true, "on"],
    ["qwen3:8b", "off", false, "off"],
    ["deepseek-r1:8b", "off", false, "off"],
    ["gpt-oss:20b", "off", "low", "low"],
    ["gpt-oss:20b", "medium", "medium", "medium"],
    ["gpt-oss:120b-cloud", "max", "high", "high"],
    ["someone/gpt-oss:20b", "low", "low", "low"],
    ["qwen3.8:32b", "off", false, "off"],
    ["qwen3.8:32b", "xhigh", "high", "high"],
  ])("of %s wished %s is %j, and that is recorded", async (modelId, effort, think, word) => {
    upstream.script(modelId, () => [{ kind: "text", text: "Hi" }, stop]);
    const { drafts, outcome } = await runStep(on(modelId, { listed: thinking }), { effort });
    expect(bodies(modelId)).toMatchObject([{ think }]);
    expect(outcome.effortSent).toBe(word);
    expect(drafts[0]).toEqual({ type: "step-start", step: 1, effortSent: word });
  });

  it("is not spoken of to a model that cannot think", async () => {
    await runStep(on("answer-only", { listed: { ...unknownListed, reasons: false } }), { effort: "high" });
    expect(bodies("answer-only")[0]).not.toHaveProperty("think");
  });

  it("is left out after a refusal, once and for good", async () => {
    upstream.script("plain", ({ body }) =>
      (body as { think?: unknown }).think === true
        ? [{ kind: "refuse", status: 400, error: { code: null, type: "", message: '"plain" does not support thinking' } }]
        : [{ kind: "text", text: "I answer." }, stop],
    );
    const first = await runStep(on("plain"));
    expect(typesOf(first.drafts).slice(0, 3)).toEqual(["step-start", "status retrying", "step-start"]);
    expect(first.outcome).toMatchObject({ finish: "stop", error: null, effortSent: null });
    expect(bodies("plain").map((body) => "think" in body)).toEqual([true, false]);
    await runStep(on("plain"));
    expect(bodies("plain")).toHaveLength(3);
  });
});

describe("a tool round with Ollama", () => {
  it("brings the thought and the call back, and the outcome with its name", async () => {
    upstream.script("tools", ({ earlier }) =>
      earlier === 0
        ? [
            { kind: "thought", text: "I look it up." },
            { kind: "tool", id: "", name: "weather", args: '{"city":"Rome"}' },
            { kind: "finish", reason: "tool-calls", usage: "count" },
          ]
        : [{ kind: "thought", text: "Warm." }, { kind: "text", text: "It is 21." }, stop],
    );
    const first = await runStep(on("tools"), { tools });
    expect(first.outcome).toMatchObject({ finish: "tool-calls", toolCalls: [{ name: "weather", args: { city: "Rome" } }] });
    const callId = first.outcome.toolCalls[0]?.callId ?? "";
    expect(callId).toMatch(/^call_.{8}/);

    const result = { type: "tool-result", callId, result: { degrees: 21 } } as const;
    const round = answeredTurn("How warm is Rome?", [...first.drafts, result]);
    const second = await runStep(on("tools"), { tools, path: [round] });
    expect(bodies("tools")[1]).toEqual({
      model: "tools",
      stream: true,
      think: true,
      messages: [
        { role: "user", content: "How warm is Rome?" },
        {
          role: "assistant",
          content: "",
          thinking: "I look it up.",
          tool_calls: [{ id: callId, function: { name: "weather", arguments: { city: "Rome" } } }],
        },
        { role: "tool", tool_name: "weather", tool_call_id: callId, content: '{"degrees":21}' },
      ],
      tools: [
        {
          type: "function",
          function: { name: "weather", description: "The weather of a city.", parameters: { type: "object" } },
        },
      ],
    });
    expect(second.drafts[1]).toMatchObject({ thoughts: [{ partIds: ["p1"], how: "full" }] });

    const closed = answeredTurn("And now?", second.drafts, "run_2");
    const third = await runStep(on("tools"), { path: [round, closed, { text: "Thanks", view: null }] });
    expect(third.drafts[1]).toMatchObject({
      thoughts: [
        { runId: "run_1", how: "full" },
        { runId: "run_2", how: "left-out", why: "closed-turn" },
      ],
    });
    expect(JSON.stringify(bodies("tools")[2])).not.toContain('"Warm."');
  });

  it("asks for an answer from a thought that was cut", async () => {
    await runStep(on("echo"), {
      effort: "off",
      messages: [
        { role: "user", text: "Why?" },
        { role: "unfinished-thought", text: "Because" },
      ],
    });
    expect(bodies("echo")).toMatchObject([
      { think: false, messages: [{ content: "Why?" }, { role: "user", content: expect.stringContaining("Because") }] },
    ]);
  });
});

describe("a failing Ollama", () => {
  it.each<[string, ErrorCode]>([
    ["reset-mid-thought", "provider-cut"],
    ["eof-mid-thought", "provider-cut"],
    ["broken-json", "provider-bad-response"],
    ["error-in-stream", "provider-unavailable"],
    ["overloaded-in-stream", "provider-unavailable"],
  ])("that ends with %s in mid-thought has failed, and the thought is kept and cut", async (scenario, code) => {
    const { drafts, outcome } = await runStep(on(scenario));
    expect(partsOf(drafts)).toMatchObject([{ text: brokenThought, isClosed: true, isCut: true }]);
    expect(outcome).toMatchObject({ finish: "error", error: { code } });
    expect(bodies(scenario)).toHaveLength(1);
  });

  it.each<[string, ErrorCode]>([
    ["wrong-key", "provider-auth"],
    ["unknown-model", "provider-model"],
    ["no-such-scenario", "provider-model"],
    ["too-long", "provider-context"],
    ["refused", "provider-refused"],
    ["moved", "provider-bad-response"],
    ["not-found-page", "provider-bad-response"],
    ["html-instead", "provider-bad-response"],
    ["html-as-stream", "provider-bad-response"],
    ["text-instead", "provider-bad-response"],
    ["empty-body", "provider-bad-response"],
    ["json-error-with-200", "provider-quota"],
  ])("that answers %s has failed at once", async (scenario, code) => {
    const { outcome } = await runStep(on(scenario));
    expect(outcome).toMatchObject({ finish: "error", error: { code } });
    expect(bodies(scenario)).toHaveLength(1);
    expect(JSON.stringify(outcome.error)).not.toMatch(/sk-|<b>/);
  });

  it.each(["rate-limited", "server-error"])("that answers %s is asked three times", async (scenario) => {
    await runStep(on(scenario));
    expect(bodies(scenario)).toHaveLength(3);
  });

  it("that goes quiet is given up", async () => {
    const { outcome } = await runStep(on("stall-mid-thought"), { stallMs: 300 });
    expect(outcome.error?.code).toBe("provider-stall");
  });

  it("that sends a line without an end is given up", async () => {
    const { outcome } = await runStep(on("endless-line"));
    expect(outcome.error?.code).toBe("answer-too-long");
  });
});

describe("the models of Ollama", () => {
  const list = async (more: Parameters<typeof configOf>[2] = {}) => {
    const connection = openConnection(configOf(upstream, "ollama", more));
    const listed = (await connection.list?.(AbortSignal.timeout(5_000))) ?? new Map();
    return { listed, connection };
  };
  const shows = () => upstream.requests.filter(({ path }) => path === "/api/show").length;

  it("say what they can do, each asked once for as long as it does not change", async () => {
    upstream.describe("answer-only", { capabilities: ["completion", "vision"], contextLength: 8192 });
    upstream.describe("echo", { capabilities: ["embedding"] });
    upstream.describe("sealed", { parameters: 'num_ctx                        4096\nstop    "<|im_end|>"' });
    const { listed, connection } = await list();
    expect(listed.get("think-then-answer")).toEqual({
      ...unknownListed,
      contextSize: 40_960,
      reasons: true,
      callsTools: true,
      seesImages: false,
      efforts: ["off", "medium"],
    });
    expect(listed.get("answer-only")).toMatchObject({
      reasons: false,
      callsTools: false,
      seesImages: true,
      efforts: [],
      contextSize: 8192,
    });
    expect(listed.get("sealed")?.contextSize).toBe(4096);
    expect(listed.has("echo")).toBe(false);
    expect(connection.describe("answer-only", listed.get("answer-only"))).toMatchObject({
      id: "ollama/answer-only",
      reasons: false,
      efforts: [],
      seesImages: true,
    });
    const asked = shows();
    await list();
    expect(shows()).toBe(asked);
  });

  it("are listed with what is not known left open where they cannot be asked", async () => {
    upstream.describe("answer-only", "silent");
    const { listed, connection } = await list();
    expect(listed.get("answer-only")).toEqual({ ...unknownListed, efforts: ["off", "medium"] });
    expect(connection.describe("gpt-oss:20b")).toMatchObject({
      reasons: null,
      efforts: ["low", "medium", "high"],
      seesImages: null,
    });
  });

  it("are not listed where the list cannot be had", async () => {
    await expect(list({ apiKey: "another" })).rejects.toMatchObject({ statusCode: 401 });
  });
});
