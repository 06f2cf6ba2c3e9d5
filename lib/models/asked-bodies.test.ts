import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallSettings } from "#lib/reasoning/brief.ts";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import { modelOf } from "#lib/testing/chat-rounds.ts";
import { kinds, modelOfKind } from "#lib/testing/request-bodies.ts";
import { runStep } from "#lib/testing/step.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import type { ProviderKind } from "./provider-kinds.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false };
const settings: CallSettings = {
  temperature: 0.5,
  topP: 0.9,
  presencePenalty: 0.25,
  frequencyPenalty: -0.25,
  seed: 7,
  stop: ["END"],
  toolChoice: "required",
  parallelToolCalls: false,
  responseFormat: { type: "json-schema", name: "place", schema, strict: true },
};
const tools = [{ name: "look", description: "Looks.", inputSchema: { type: "object" } }];
const messages: PromptMessage[] = [
  { role: "system", text: "Be brief." },
  { role: "user", text: "What is this?", images: [{ mediaType: "image/png", data: "AAAA" }] },
  { role: "user", text: "And where?" },
];
const asked = "What is this?\n\nAnd where?";

const chatQuestion = [
  { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
  { type: "text", text: asked },
];
const chat = (more: object = {}) => ({
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: chatQuestion },
  ],
  temperature: 0.5,
  top_p: 0.9,
  presence_penalty: 0.25,
  frequency_penalty: -0.25,
  seed: 7,
  stop: ["END"],
  tools: [{ type: "function", function: { name: "look", description: "Looks.", parameters: { type: "object" } } }],
  tool_choice: "required",
  parallel_tool_calls: false,
  response_format: { type: "json_schema", json_schema: { name: "place", schema, strict: true } },
  ...more,
});
const responses = (more: object = {}) => ({
  instructions: "Be brief.",
  input: [
    {
      type: "message",
      role: "user",
      content: [
        { type: "input_image", detail: "auto", image_url: "data:image/png;base64,AAAA" },
        { type: "input_text", text: asked },
      ],
    },
  ],
  temperature: 0.5,
  top_p: 0.9,
  tool_choice: "required",
  parallel_tool_calls: false,
  text: { format: { type: "json_schema", name: "place", schema, strict: true } },
  ...more,
});
const none = undefined;

/** `body`: what stands in it, and undefined for what must not. `told`: what the log says of the rest. */
const cases: Record<ProviderKind, { body: Record<string, unknown>; told: string | null }> = {
  openai: {
    body: {
      ...responses(),
      input: [
        {
          role: "user",
          content: [
            { type: "input_image", image_url: "data:image/png;base64,AAAA" },
            { type: "input_text", text: asked },
          ],
        },
      ],
      reasoning: { effort: "medium", summary: "auto" },
      temperature: none,
      top_p: none,
      seed: none,
      stop: none,
      presence_penalty: none,
    },
    told: "The provider has no setting for: presence_penalty, frequency_penalty, seed, stop. This model does not take while it thinks: temperature, top_p.",
  },
  anthropic: {
    body: {
      system: "Be brief.",
      messages: [
        {
          role: "user",
          content: [
            { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
            { type: "text", text: "What is this?" },
            { type: "text", text: "And where?" },
          ],
        },
      ],
      thinking: { type: "disabled" },
      temperature: 0.5,
      top_p: none,
      stop_sequences: ["END"],
      tool_choice: { type: "any", disable_parallel_tool_use: true },
      output_config: { format: { type: "json_schema", schema } },
      seed: none,
    },
    told: "This model may not think where it must call a tool, so it does not think in this call. The provider has no setting for: presence_penalty, frequency_penalty, seed. This model does not take: top_p.",
  },
  google: {
    body: {
      systemInstruction: { parts: [{ text: "Be brief." }] },
      contents: [{ role: "user", parts: [{ inlineData: { mimeType: "image/png", data: "AAAA" } }, { text: asked }] }],
      generationConfig: {
        thinkingConfig: { thinkingBudget: 8192, includeThoughts: true },
        temperature: 0.5,
        topP: 0.9,
        presencePenalty: 0.25,
        frequencyPenalty: -0.25,
        seed: 7,
        stopSequences: ["END"],
      },
      toolConfig: { functionCallingConfig: { mode: "ANY" } },
    },
    told: "The provider has no setting for: parallel_tool_calls. The provider does not take: response_format. Asking again without.",
  },
  deepseek: {
    body: chat({
      thinking: { type: "enabled" },
      temperature: none,
      top_p: none,
      presence_penalty: none,
      frequency_penalty: none,
      seed: none,
      parallel_tool_calls: none,
      response_format: none,
    }),
    told: "The provider has no setting for: seed, parallel_tool_calls, response_format. This model does not take while it thinks: temperature, top_p, presence_penalty, frequency_penalty.",
  },
  openrouter: { body: chat({ reasoning: { effort: "medium" } }), told: null },
  xai: { body: responses({ seed: 7 }), told: "The provider has no setting for: presence_penalty, frequency_penalty, stop." },
  groq: {
    body: chat({ presence_penalty: none, frequency_penalty: none, reasoning_format: "parsed" }),
    told: "The provider has no setting for: presence_penalty, frequency_penalty.",
  },
  mistral: { body: chat({ seed: none, random_seed: 7, reasoning_effort: "high" }), told: null },
  ollama: {
    body: {
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "What is this?", images: ["AAAA"] },
        { role: "user", content: "And where?" },
      ],
      options: { temperature: 0.5, top_p: 0.9, presence_penalty: 0.25, frequency_penalty: -0.25, seed: 7, stop: ["END"] },
      format: schema,
      think: true,
      tool_choice: none,
      parallel_tool_calls: none,
    },
    told: "The provider has no setting for: tool_choice, parallel_tool_calls.",
  },
  responses: {
    body: responses({ seed: none, stop: none }),
    told: "The provider has no setting for: presence_penalty, frequency_penalty, seed, stop.",
  },
  compatible: { body: chat({ reasoning_effort: "medium" }), told: null },
};

describe.each(kinds)("a request to %s", (kind) => {
  it("says all that was asked for in the provider's own fields, is taken, and the rest is told", async () => {
    const modelId = modelOfKind[kind];
    upstream.script(modelId, () => [
      { kind: "tool", id: "call_1", name: "look", args: "{}" },
      { ...stop, reason: "tool-calls" },
    ]);
    const url = kind === "xai" ? upstream.url.replace("/v1", "/xai/v1") : upstream.url;
    const { drafts, outcome } = await runStep(modelOf({ ...upstream, url }, modelId, { kind }), { messages, tools, settings });
    expect(outcome).toMatchObject({ finish: "tool-calls", error: null });
    const { body, told } = cases[kind];
    const sent = upstream.requests.at(-1)?.body as Record<string, unknown>;
    expect(Object.fromEntries(Object.keys(body).map((field) => [field, sent[field]]))).toEqual(body);
    const notes = drafts.flatMap((draft) => (draft.type === "status" && draft.code !== "first-byte" ? [draft.message] : []));
    expect(notes.join(" ")).toBe(told ?? "");
  });
});
