import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "#lib/models/connection.ts";
import { openConnection } from "#lib/models/open-connection.ts";
import { askOn, lastBodyAt, turnOf } from "#lib/testing/chat-rounds.ts";
import { partsOf, runStep, typesOf } from "#lib/testing/step.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
const open = async (ownedBy?: string) => {
  upstream = await startUpstream(ownedBy === undefined ? {} : { ownedBy });
};
beforeEach(() => open());
afterEach(() => upstream.close());

const yes: Action[] = [{ kind: "text", text: "Yes." }, stop];

function connection(more: { headers?: Record<string, string>; apiKey?: string } = {}): Connection {
  return openConnection({
    id: "here",
    kind: "compatible",
    name: "Here",
    baseUrl: upstream.url,
    apiKey: undefined,
    headers: {},
    ...more,
  });
}

function modelAt(modelId: string, from = connection()) {
  return from.model(modelId, from.describe(modelId));
}

async function fieldsOf(modelId: string, from = connection()) {
  upstream.script(modelId, () => yes);
  await runStep(modelAt(modelId, from), { effort: "off" });
  const { model, messages, stream, stream_options, ...fields } = lastBodyAt(upstream);
  return fields;
}

describe("a server that says what it is", () => {
  it.each([
    ["vllm", { chat_template_kwargs: { enable_thinking: false } }],
    ["sglang", { separate_reasoning: true, chat_template_kwargs: { enable_thinking: false } }],
    ["organization_owner", { reasoning_effort: "none", chat_template_kwargs: { enable_thinking: false } }],
    [
      "llamacpp",
      {
        reasoning_format: "auto",
        reasoning_control: true,
        reasoning_effort: "none",
        chat_template_kwargs: { enable_thinking: false },
      },
    ],
  ])("in its list (%s) is spoken to in its own way", async (ownedBy, fields) => {
    await upstream.close();
    await open(ownedBy);
    const from = connection();
    await from.list?.(AbortSignal.timeout(5_000));
    expect(await fieldsOf("Qwen/Qwen3-8B", from)).toEqual(fields);
  });

  it.each<[string, Record<string, string>, object]>([
    ["llama.cpp", { server: "llama.cpp" }, { reasoning_format: "auto", reasoning_control: true, reasoning_effort: "low" }],
    ["LiteLLM", { "x-litellm-call-id": "1" }, { reasoning_effort: "low" }],
  ])("in the head of an answer (%s) is spoken to in its own way from then on", async (_name, headers, fields) => {
    upstream.script("gpt-oss-20b", () => yes);
    const reach: typeof fetch = async (input, init) => new Response((await fetch(input, init)).body, { headers });
    await runStep({ ...modelAt("gpt-oss-20b"), reach }, { effort: "low" });
    await runStep(modelAt("gpt-oss-20b"), { effort: "low" });
    const { model, messages, stream, stream_options, ...said } = lastBodyAt(upstream);
    expect(said).toEqual(fields);
  });
});

describe("a text that begins inside a thought", () => {
  it.each([
    ["vllm", "deepseek-ai/DeepSeek-R1", ["full Hm.", "text Yes."]],
    ["vllm", "my-model", ["text Hm.Yes."]],
    ["someone", "deepseek-ai/DeepSeek-R1", ["text Hm.Yes."]],
  ])("is known where the server (%s) passes on what %s writes", async (ownedBy, modelId, parts) => {
    await upstream.close();
    await open(ownedBy);
    const from = connection();
    await from.list?.(AbortSignal.timeout(5_000));
    upstream.script(modelId, () => [{ kind: "text", text: "Hm.</think>Yes." }, stop]);
    const { drafts } = await runStep(modelAt(modelId, from));
    expect(partsOf(drafts).map(({ kind, text }) => `${kind} ${text}`)).toEqual(parts);
  });
});

describe("the thinking of llama.cpp", () => {
  const thinking: Action[] = [{ kind: "thought", text: "Let me see." }, { kind: "hold" }, ...yes];

  it("is ended by the server itself, and the answer goes on", async () => {
    await upstream.close();
    await open("llamacpp");
    upstream.script("qwen3-8b", () => thinking);
    const from = connection();
    await from.list?.(AbortSignal.timeout(5_000));
    const cut = new AbortController();
    const { drafts, outcome } = await runStep(modelAt("qwen3-8b", from), {
      cutThinking: cut.signal,
      onDraft: (draft) => draft.type === "reasoning-delta" && draft.delta.endsWith("see.") && cut.abort(),
    });
    const control = upstream.requests.at(-1);
    expect(control).toMatchObject({
      path: "/v1/chat/completions/control",
      body: { id: "chatcmpl-qwen3-8b", model: "qwen3-8b", action: "reasoning_end" },
    });
    expect(outcome).toMatchObject({ finish: "stop", isCut: false, error: null });
    expect(partsOf(drafts)).toMatchObject([
      { text: "Let me see.", isCut: true },
      { kind: "text", text: "Yes." },
    ]);
    expect(typesOf(drafts)).toContain("status answer-now");
  });

  it("is ended with the call where the server is another, and the answer is asked for", async () => {
    upstream.script("qwen3-8b", ({ earlier }) => (earlier === 0 ? thinking : yes));
    const cut = new AbortController();
    const model = modelAt("qwen3-8b");
    const first = await runStep(model, {
      cutThinking: cut.signal,
      onDraft: (draft) => draft.type === "reasoning-delta" && draft.delta.endsWith("see.") && cut.abort(),
    });
    expect(first.outcome).toMatchObject({ finish: "aborted", isCut: true, unfinishedThought: "Let me see." });
    const unfinishedThought = { runId: "run_1", partIds: ["p1"], text: first.outcome.unfinishedThought };
    const next = await askOn(model, [turnOf("Is it?", first.drafts)], { effort: "off", step: 2, unfinishedThought });
    const [question, ...others] = lastBodyAt(upstream).messages;
    expect(others).toEqual([]);
    expect(question?.content).toMatch(/^Is it\?\n\n[\s\S]*<unfinished_thinking>\nLet me see\.\n<\/unfinished_thinking>/);
    expect(lastBodyAt(upstream)).toMatchObject({ chat_template_kwargs: { enable_thinking: false } });
    expect(next.drafts).toContainEqual({
      type: "sent-back",
      step: 2,
      thoughts: [{ runId: "run_1", partIds: ["p1"], how: "context", why: null }],
    });
    expect(upstream.requests.map(({ path }) => path)).not.toContain("/v1/chat/completions/control");
  });

  it("is not taken for ended when the server does not say so", async () => {
    const model = modelAt("qwen3-8b");
    expect(await model.endThinking?.("chatcmpl-qwen3-8b")).toBe(false);
    await upstream.close();
    await open("llamacpp");
    const from = connection();
    await from.list?.(AbortSignal.timeout(5_000));
    expect(await modelAt("qwen3-8b", from).endThinking?.("unknown")).toBe(false);
  });
});

describe("a request", () => {
  it("carries the connection's own headers and its key, on the list and the control too", async () => {
    await upstream.close();
    await open("llamacpp");
    const from = connection({ apiKey: "key-1", headers: { "x-team": "blue" } });
    await from.list?.(AbortSignal.timeout(5_000));
    await fieldsOf("my-model", from);
    await modelAt("my-model", from).endThinking?.("x");
    expect(upstream.requests.map(({ path }) => path)).toEqual([
      "/v1/models",
      "/v1/chat/completions",
      "/v1/chat/completions/control",
    ]);
    for (const { headers } of upstream.requests) {
      expect(headers).toMatchObject({ "x-team": "blue", authorization: "Bearer key-1" });
    }
  });

  it("carries no key where there is none", async () => {
    await fieldsOf("my-model");
    expect(upstream.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  it("tells of tools as functions, and of none when there are none", async () => {
    upstream.script("my-model", () => yes);
    const inputSchema = { type: "object", properties: { city: { type: "string" } } };
    await runStep(modelAt("my-model"), { tools: [{ name: "weather", description: "The weather.", inputSchema }] });
    expect(lastBodyAt(upstream).tools).toEqual([
      { type: "function", function: { name: "weather", description: "The weather.", parameters: inputSchema } },
    ]);
    expect(await fieldsOf("my-model")).not.toHaveProperty("tools");
  });

  it("is sent again without what the server objects to, for good", async () => {
    const objection = "chat_template_kwargs: Extra inputs are not permitted";
    upstream.script("Qwen/Qwen3-4B", ({ body }) =>
      JSON.stringify(body).includes("chat_template_kwargs")
        ? [{ kind: "refuse", status: 422, error: { code: null, type: "invalid_request_error", message: objection } }]
        : yes,
    );
    const first = await runStep(modelAt("Qwen/Qwen3-4B"), { effort: "high" });
    expect(first.outcome).toMatchObject({ finish: "stop", effortSent: null });
    await runStep(modelAt("Qwen/Qwen3-4B"), { effort: "high" });
    expect(upstream.requests).toHaveLength(3);
    const { model, messages, stream, stream_options, ...fields } = lastBodyAt(upstream);
    expect(fields).toEqual({});
  });
});

describe("what is known of a model", () => {
  it.each([
    ["openai/gpt-oss-120b", { reasons: true, efforts: ["low", "medium", "high"], callsTools: true, seesImages: false }],
    ["Qwen3-8B-Q4_K_M.gguf", { reasons: true, efforts: ["off", "medium"], callsTools: true }],
    ["Qwen/Qwen3-30B-A3B-Instruct-2507", { reasons: false, efforts: [] }],
    ["deepseek-r1:8b", { reasons: true, efforts: [] }],
    ["kimi-k3", { reasons: true, efforts: ["low", "high", "max"], defaultEffort: "low" }],
    [
      "my-model",
      { reasons: null, efforts: ["off", "low", "medium", "high"], callsTools: null, seesImages: null, contextSize: null },
    ],
  ])("by the name %s", (modelId, info) => {
    expect(connection().describe(modelId)).toMatchObject({
      id: `here/${modelId}`,
      connection: { id: "here", name: "Here" },
      ...info,
    });
  });
});
