import { describe, expect, it } from "vitest";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import { bodyTo, builtinModel, kinds, modelOfProvider } from "#lib/testing/request-bodies.ts";
import type { ProviderKind } from "./provider-kinds.ts";

/** What a provider is sent where nothing is set and nothing comes before the conversation: not a byte of it depends on what could be. */
const plain: Record<ProviderKind, string> = {
  openai:
    '{"model":"gpt-5.1","input":[{"role":"user","content":[{"type":"input_text","text":"Hello"}]}],"store":false,"include":["reasoning.encrypted_content"],"reasoning":{"effort":"medium","summary":"auto"},"stream":true}',
  anthropic:
    '{"model":"claude-opus-4-8","max_tokens":64000,"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"medium"},"messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}],"stream":true}',
  google:
    '{"generationConfig":{"thinkingConfig":{"thinkingBudget":8192,"includeThoughts":true}},"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}',
  deepseek:
    '{"model":"deepseek-v4-pro","messages":[{"role":"user","content":"Hello"}],"thinking":{"type":"enabled"},"reasoning_effort":"low","stream":true,"stream_options":{"include_usage":true}}',
  openrouter:
    '{"model":"anthropic/claude-sonnet-4.5","messages":[{"role":"user","content":"Hello"}],"reasoning":{"effort":"medium"},"stream":true,"stream_options":{"include_usage":true}}',
  xai: '{"model":"grok-4.3","input":[{"type":"message","role":"user","content":"Hello"}],"stream":true,"store":false,"include":["reasoning.encrypted_content"],"reasoning":{"effort":"medium"}}',
  groq: '{"model":"qwen/qwen3-32b","messages":[{"role":"user","content":"Hello"}],"reasoning_format":"parsed","reasoning_effort":"default","stream":true,"stream_options":{"include_usage":true}}',
  mistral:
    '{"model":"mistral-small-latest","messages":[{"role":"user","content":"Hello"}],"reasoning_effort":"high","stream":true}',
  ollama: '{"model":"qwen3:8b","messages":[{"role":"user","content":"Hello"}],"stream":true,"think":true}',
  responses:
    '{"model":"gpt-oss-120b","input":[{"type":"message","role":"user","content":"Hello"}],"stream":true,"store":false,"include":["reasoning.encrypted_content"],"reasoning":{"effort":"medium","summary":"auto"}}',
  compatible:
    '{"model":"some-model","messages":[{"role":"user","content":"Hello"}],"reasoning_effort":"medium","stream":true,"stream_options":{"include_usage":true}}',
};

const all = [...kinds, "builtin"] as const;
const modelOf = (kind: (typeof all)[number]) => (kind === "builtin" ? builtinModel() : modelOfProvider(kind));
const tools = [{ name: "look", description: "Looks.", inputSchema: { type: "object" } }];
const conversation = (images?: []): PromptMessage[] => [
  { role: "user", text: "One", ...(images && { images }) },
  { role: "user", text: "Two", ...(images && { images }) },
  {
    role: "assistant",
    parts: [
      { kind: "text", text: "Wait.", seal: null },
      { kind: "tool-call", callId: "c1", name: "look", args: {}, seal: null },
    ],
  },
  { role: "tool", callId: "c1", name: "look", result: "seen", isError: false },
  { role: "user", text: "Three", ...(images && { images }) },
];

describe("the body of a request", () => {
  it.each(kinds)("to %s is what it always was where nothing is set", async (kind) => {
    expect(await bodyTo(modelOfProvider(kind))).toBe(plain[kind]);
  });

  it.each(all)("to %s is the same with no pictures and no settings as without", async (kind) => {
    const bare = await bodyTo(modelOf(kind), { messages: conversation(), tools, outputLimit: 9000 });
    expect(await bodyTo(modelOf(kind), { messages: conversation([]), tools, outputLimit: 9000, settings: {} })).toBe(bare);
    expect(bare).not.toMatch(/image|"(system|instructions|systemInstruction|temperature|top_?p|seed|stop|format)":/i);
  });

  it.each(["openai", "xai", "responses"] as const)("to %s joins questions that an answer left nothing between", async (kind) => {
    const messages: PromptMessage[] = [
      { role: "user", text: "One" },
      { role: "assistant", parts: [{ kind: "reasoning", text: "Hm.", seal: null }] },
      { role: "user", text: "Two" },
    ];
    const { input } = JSON.parse(await bodyTo(modelOfProvider(kind), { messages }));
    expect(input).toHaveLength(1);
    expect(JSON.stringify(input)).toContain("One\\n\\nTwo");
  });

  it.each(all)("to %s has what comes before everything else in one place, and the rest unchanged", async (kind) => {
    const messages = conversation();
    const bare = JSON.parse(await bodyTo(modelOf(kind), { messages, tools }));
    const told = JSON.parse(
      await bodyTo(modelOf(kind), { messages: [{ role: "system", text: "Be brief." }, ...messages], tools }),
    );
    const { system, instructions, systemInstruction, ...rest } = told;
    const apart = [system, instructions, systemInstruction?.parts?.[0]?.text].filter((text) => text !== undefined);
    if (apart.length > 0) {
      expect(apart).toEqual(["Be brief."]);
      expect(rest).toEqual(bare);
    } else {
      expect(told.messages[0]).toEqual({ role: "system", content: "Be brief." });
      expect({ ...told, messages: told.messages.slice(1) }).toEqual(bare);
    }
  });
});
