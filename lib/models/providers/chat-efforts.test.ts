import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Effort } from "#lib/core/effort.ts";
import { unknownListed } from "#lib/models/discover.ts";
import { lastBodyAt, modelOf, type Place } from "#lib/testing/chat-rounds.ts";
import { runStep } from "#lib/testing/step.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

/** What the request says beside the conversation, and the effort that was recorded. */
async function said(modelId: string, effort: Effort, place: Place, outputLimit: number | null = null) {
  upstream.script(modelId, () => [{ kind: "text", text: "Yes." }, stop]);
  const { outcome } = await runStep(modelOf(upstream, modelId, place), { effort, outputLimit });
  const { model, messages, stream, stream_options, ...fields } = lastBodyAt(upstream);
  expect({ finish: outcome.finish, model, stream }).toEqual({ finish: "stop", model: modelId, stream: true });
  return { word: outcome.effortSent, fields };
}

const at = (baseUrl: string): Place => ({ kind: "compatible", baseUrl });
const deepseek: Place = { kind: "deepseek" };
const groq: Place = { kind: "groq" };
const mistral: Place = { kind: "mistral" };
const openrouter: Place = { kind: "openrouter" };
const dashscope = at("https://dashscope-intl.aliyuncs.com/compatible-mode/v1");
const moonshot = at("https://api.moonshot.ai/v1");
const zai = at("https://api.z.ai/api/paas/v4");
const minimax = at("https://api.minimax.io/v1");
const together = at("https://api.together.xyz/v1");
const cerebras = at("https://api.cerebras.ai/v1");
const fireworks = at("https://api.fireworks.ai/inference/v1");
const nvidia = at("https://integrate.api.nvidia.com/v1");
const gemini = at("https://generativelanguage.googleapis.com/v1beta/openai");
const openai = at("https://api.openai.com/v1");
const anywhere = at("http://models.test/v1");

const google = (config: object) => ({ extra_body: { google: { thinking_config: { include_thoughts: true, ...config } } } });
const template = (values: object) => ({ chat_template_kwargs: values });

/** Whose model, where, which, the wish, the word that is recorded, and all that the request says of it. */
const rows: readonly [string, Place, string, Effort, string | null, Record<string, unknown>][] = [
  ["DeepSeek", deepseek, "deepseek-v4-pro", "off", "disabled", { thinking: { type: "disabled" } }],
  ["DeepSeek", deepseek, "deepseek-flash", "minimal", "low", { thinking: { type: "enabled" }, reasoning_effort: "low" }],
  ["DeepSeek", deepseek, "deepseek-v4-pro", "medium", "low", { thinking: { type: "enabled" }, reasoning_effort: "low" }],
  ["DeepSeek", deepseek, "deepseek-v4-pro", "xhigh", "high", { thinking: { type: "enabled" }, reasoning_effort: "high" }],
  ["DeepSeek", deepseek, "deepseek-v4-pro", "max", "max", { thinking: { type: "enabled" }, reasoning_effort: "max" }],
  ["the first R1", deepseek, "deepseek-r1-0528", "off", null, {}],
  ["OpenRouter", openrouter, "some/model", "off", "none", { reasoning: { effort: "none" } }],
  ["OpenRouter", openrouter, "some/model", "xhigh", "xhigh", { reasoning: { effort: "xhigh" } }],
  ["Groq, gpt-oss", groq, "openai/gpt-oss-120b", "high", "high", { reasoning_effort: "high", include_reasoning: true }],
  ["Groq, gpt-oss", groq, "openai/gpt-oss-20b", "off", "low", { reasoning_effort: "low", include_reasoning: true }],
  ["Groq, Qwen", groq, "qwen/qwen3-32b", "off", "none", { reasoning_effort: "none", reasoning_format: "parsed" }],
  ["Groq, Qwen", groq, "qwen/qwen3-32b", "max", "default", { reasoning_effort: "default", reasoning_format: "parsed" }],
  ["Groq, R1", groq, "deepseek-r1-distill-llama-70b", "high", null, { reasoning_format: "parsed" }],
  ["Groq, Llama", groq, "llama-3.3-70b-versatile", "high", null, {}],
  ["Mistral", mistral, "mistral-small-2603", "off", "none", { reasoning_effort: "none" }],
  ["Mistral", mistral, "mistral-medium-3-5", "low", "high", { reasoning_effort: "high" }],
  ["Mistral", mistral, "mistral-large-4-0", "off", "low", { reasoning_effort: "low" }],
  ["Mistral", mistral, "zai-glm-5-3", "medium", "low", { reasoning_effort: "low" }],
  ["Mistral, first Magistrals", mistral, "magistral-medium-2509", "off", null, { prompt_mode: "reasoning" }],
  ["Mistral, Codestral", mistral, "codestral-2508", "high", null, {}],
  ["Qwen", dashscope, "qwen-plus", "off", "off", { enable_thinking: false }],
  ["Qwen", dashscope, "qwen-plus", "high", "16384", { enable_thinking: true, thinking_budget: 16_384 }],
  ["Qwen", dashscope, "qwen-plus", "max", "on", { enable_thinking: true }],
  [
    "Qwen that keeps its thoughts",
    dashscope,
    "qwen3.7-max",
    "low",
    "2048",
    { preserve_thinking: true, enable_thinking: true, thinking_budget: 2048 },
  ],
  ["Qwen that always thinks", dashscope, "qwq-32b", "off", "1024", { thinking_budget: 1024 }],
  ["another's model at DashScope", dashscope, "deepseek-v3.2", "high", "on", { enable_thinking: true }],
  ["Kimi K2.5", moonshot, "kimi-k2.5", "off", "disabled", { thinking: { type: "disabled" } }],
  ["Kimi K2.6", moonshot, "kimi-k2.6", "high", "enabled", { thinking: { type: "enabled", keep: "all" } }],
  ["Kimi K2.6", moonshot, "kimi-k2.6", "off", "disabled", { thinking: { type: "disabled", keep: "all" } }],
  ["Kimi K2.7", moonshot, "kimi-k2.7-code", "off", null, {}],
  ["Kimi K3", moonshot, "kimi-k3", "off", "low", { reasoning_effort: "low" }],
  ["Kimi K3", moonshot, "kimi-k3", "max", "max", { reasoning_effort: "max" }],
  ["Z.AI", zai, "glm-4.7", "off", "disabled", { thinking: { type: "disabled" } }],
  ["Z.AI", zai, "glm-5.2", "max", "max", { thinking: { type: "enabled" }, reasoning_effort: "max" }],
  ["Z.AI", zai, "glm-5.3", "off", "low", { reasoning_effort: "low" }],
  ["MiniMax", minimax, "MiniMax-M2.7", "off", null, { reasoning_split: true }],
  ["MiniMax", minimax, "MiniMax-M3", "off", "disabled", { reasoning_split: true, thinking: { type: "disabled" } }],
  ["MiniMax", minimax, "MiniMax-M3", "high", "adaptive", { reasoning_split: true, thinking: { type: "adaptive" } }],
  ["Together", together, "moonshotai/Kimi-K2.6", "off", "off", { reasoning: { enabled: false } }],
  ["Together", together, "openai/gpt-oss-120b", "max", "high", { reasoning_effort: "high" }],
  ["Together", together, "deepseek-ai/DeepSeek-V4-Pro", "max", "max", { reasoning: { enabled: true }, reasoning_effort: "max" }],
  ["Cerebras", cerebras, "qwen-3.8-27b", "off", "none", { reasoning_format: "parsed", reasoning_effort: "none" }],
  ["Cerebras", cerebras, "gpt-oss-120b", "off", "low", { reasoning_format: "parsed", reasoning_effort: "low" }],
  ["Fireworks", fireworks, "accounts/fireworks/models/glm-4p7", "off", "none", { reasoning_effort: "none" }],
  ["NIM", nvidia, "nvidia/nemotron-3-nano-30b-a3b", "off", "off", template({ enable_thinking: false })],
  ["NIM", nvidia, "openai/gpt-oss-20b", "medium", "medium", { reasoning_effort: "medium" }],
  ["Gemini's endpoint", gemini, "gemini-2.5-flash", "off", "off", google({ thinking_budget: 0 })],
  ["Gemini's endpoint", gemini, "gemini-2.5-pro", "off", "1024", google({ thinking_budget: 1024 })],
  ["Gemini's endpoint", gemini, "gemini-3-pro-preview", "off", "low", google({ thinking_level: "low" })],
  ["OpenAI over chat", openai, "gpt-5.2", "off", "none", { reasoning_effort: "none" }],
  ["OpenAI over chat", openai, "gpt-4o", "high", null, {}],
  ["any server, unknown model", anywhere, "my-model", "off", "none", { reasoning_effort: "none" }],
  ["any server, unknown model", anywhere, "my-model", "max", "high", { reasoning_effort: "high" }],
  ["any server, gpt-oss", anywhere, "gpt-oss:20b", "off", "low", { reasoning_effort: "low" }],
  [
    "any server, Qwen",
    anywhere,
    "Qwen/Qwen3-8B",
    "off",
    "off",
    { reasoning_effort: "none", ...template({ enable_thinking: false }) },
  ],
  ["any server, Qwen", anywhere, "Qwen/Qwen3-8B", "high", "on", template({ enable_thinking: true })],
  [
    "any server, DeepSeek",
    anywhere,
    "deepseek-ai/DeepSeek-V3.1",
    "off",
    "off",
    { reasoning_effort: "none", ...template({ thinking: false }) },
  ],
  ["any server, Llama", anywhere, "Meta-Llama-3.1-8B-Instruct.gguf", "high", null, {}],
  [
    "DeepSeek as any server",
    at("https://api.deepseek.com"),
    "deepseek-v4-pro",
    "off",
    "disabled",
    { thinking: { type: "disabled" } },
  ],
];

describe("an effort, said in the server's own way", () => {
  const titled = rows.map(([name, place, modelId, effort, word, fields]) => ({ name, place, modelId, effort, word, fields }));
  it.each(titled)("$name: $modelId wished $effort is $word", async ({ place, modelId, effort, word, fields }) => {
    expect(await said(modelId, effort, place)).toEqual({ word, fields });
  });
});

describe("a limit for the output", () => {
  it.each<[string, Place, string, string]>([
    ["DeepSeek", deepseek, "deepseek-v4-pro", "max_tokens"],
    ["OpenRouter", openrouter, "some/model", "max_tokens"],
    ["Groq", groq, "openai/gpt-oss-120b", "max_completion_tokens"],
    ["Mistral", mistral, "mistral-small-latest", "max_tokens"],
    ["Kimi", moonshot, "kimi-k3", "max_completion_tokens"],
    ["OpenAI over chat", openai, "gpt-5.2", "max_completion_tokens"],
    ["any server", anywhere, "my-model", "max_tokens"],
  ])("is called so by %s", async (_name, place, modelId, field) => {
    const { fields } = await said(modelId, "high", place, 4000);
    expect(fields[field]).toBe(4000);
    expect(Object.keys(fields).filter((name) => name.startsWith("max_"))).toEqual([field]);
  });

  it.each<[Effort, number]>([
    ["minimal", 1024],
    ["high", 6000],
    ["max", 6000],
  ])("leaves room for the answer beside a budget (%s)", async (effort, thinking_budget) => {
    const { word, fields } = await said("qwen-plus", effort, dashscope, 8000);
    expect({ word, fields }).toEqual({
      word: String(thinking_budget),
      fields: { enable_thinking: true, thinking_budget, max_tokens: 8000 },
    });
  });
});

describe("what a list says of a model's efforts", () => {
  const listed = (efforts: Effort[], reasons = true): Place => ({
    ...openrouter,
    listed: { ...unknownListed, reasons, efforts },
  });

  it("counts where all models have one scale", async () => {
    expect(await said("z-ai/glm-5.3", "off", listed(["low", "high", "max"]))).toEqual({
      word: "low",
      fields: { reasoning: { effort: "low" } },
    });
  });

  it("silences the request where the model does not think", async () => {
    expect(await said("meta/llama", "high", listed([], false))).toEqual({ word: null, fields: {} });
  });
});
