/** Owns: answers in the shape in which hosted services write them. */
import { type ChatFixture, delta, eventStream, streamOf } from "./fixture.ts";

const openAiUsage = (input: number, output: number, reasoning: number) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
  prompt_tokens_details: { cached_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: reasoning },
});
const counted = (input: number, output: number, reasoning: number) => ({ input, output, reasoning, cached: 0 });
const toolCall = (index: number, id: string, name: string, args: string) => ({
  index,
  id,
  type: "function",
  function: { name, arguments: args },
});

const deepseek = {
  id: "930c60df-bf64",
  object: "chat.completion.chunk",
  created: 1,
  model: "deepseek-reasoner",
  system_fingerprint: "fp_x",
};
const groq = {
  id: "chatcmpl-e1",
  object: "chat.completion.chunk",
  created: 1,
  model: "openai/gpt-oss-20b",
  system_fingerprint: "fp_g",
};
const mistral = { id: "cmpl-7a", object: "chat.completion.chunk", created: 1, model: "magistral-medium-latest" };
const qwen = { model: "qwen3-max", id: "chatcmpl-q", created: 1, object: "chat.completion.chunk", usage: null };
const kimi = { id: "chatcmpl-k", object: "chat.completion.chunk", created: 1, model: "kimi-k2-thinking" };
const zai = { id: "2026112000", created: 1, object: "chat.completion.chunk", model: "glm-4.7" };
const minimax = { id: "05b", created: 1, model: "MiniMax-M2.1", object: "chat.completion.chunk" };
const gemini = { id: "y3r", created: 1, model: "gemini-3-pro-preview", object: "chat.completion.chunk" };
const minimaxDetail = (text: string) => [
  { type: "reasoning.text", id: "reasoning-text-1", format: "MiniMax-response-v1", index: 0, text },
];
const thinkingPart = (text: string, closed?: boolean) => ({
  content: [{ type: "thinking", thinking: [{ type: "text", text }], ...(closed !== undefined && { closed }) }],
});

export const hosted: ChatFixture[] = [
  {
    name: "DeepSeek, a thought and an answer",
    modelId: "deepseek-reasoner",
    contentType: eventStream,
    body: streamOf(deepseek, [
      delta({ role: "assistant", content: null, reasoning_content: "" }),
      ": keep-alive",
      delta({ content: null, reasoning_content: "17 × 24" }),
      delta({ content: null, reasoning_content: " = 408." }),
      delta({ content: "It is", reasoning_content: null }),
      delta({ content: " 408.", reasoning_content: null }),
      delta({ content: "", reasoning_content: null }, "stop", {
        usage: { ...openAiUsage(9, 12, 7), prompt_cache_hit_tokens: 0 },
      }),
    ]),
    parts: [
      { kind: "full", text: "17 × 24 = 408." },
      { kind: "text", text: "It is 408." },
    ],
    finish: "stop",
    usage: counted(9, 12, 7),
  },
  {
    name: "DeepSeek, a thought and two calls",
    modelId: "deepseek-chat",
    contentType: eventStream,
    body: streamOf(deepseek, [
      delta({ role: "assistant", content: null, reasoning_content: "Two cities." }),
      delta({ tool_calls: [toolCall(0, "call_00_a", "weather", "")] }),
      ...['{"', "city", '": "', "Rome", '"}'].map((piece) =>
        delta({ tool_calls: [{ index: 0, function: { arguments: piece } }] }),
      ),
      delta({ tool_calls: [toolCall(1, "call_01_b", "weather", "")] }),
      ...['{"city": ', '"Oslo"}'].map((piece) => delta({ tool_calls: [{ index: 1, function: { arguments: piece } }] })),
      delta({ content: "" }, "tool_calls", { usage: openAiUsage(50, 40, 4) }),
    ]),
    parts: [
      { kind: "full", text: "Two cities." },
      { kind: "call", callId: "call_00_a", name: "weather", args: { city: "Rome" } },
      { kind: "call", callId: "call_01_b", name: "weather", args: { city: "Oslo" } },
    ],
    finish: "tool-calls",
    usage: counted(50, 40, 4),
  },
  {
    name: "Groq, parsed",
    modelId: "openai/gpt-oss-20b",
    contentType: eventStream,
    body: streamOf(groq, [
      delta({ role: "assistant", content: "" }, null, { x_groq: { id: "req_1" } }),
      delta({ channel: "analysis", reasoning: "Simple " }),
      delta({ channel: "analysis", reasoning: "sum." }),
      delta({ channel: "final", content: "408." }),
      delta({}, "stop", { x_groq: { id: "req_1", usage: { queue_time: 0.1, ...openAiUsage(80, 20, 6) } } }),
    ]),
    parts: [
      { kind: "full", text: "Simple sum." },
      { kind: "text", text: "408." },
    ],
    finish: "stop",
    usage: counted(80, 20, 6),
  },
  {
    name: "Groq, raw",
    modelId: "qwen/qwen3-32b",
    contentType: eventStream,
    body: streamOf({ ...groq, model: "qwen/qwen3-32b" }, [
      delta({ role: "assistant", content: "" }),
      ...["<think>", "\n", "Simple", " sum", ".\n", "</think>", "\n\n", "It", " is 408."].map((content) => delta({ content })),
      delta({}, "stop", { x_groq: { id: "req_1", usage: { prompt_tokens: 11, completion_tokens: 9 } } }),
    ]),
    parts: [
      { kind: "full", text: "Simple sum." },
      { kind: "text", text: "It is 408." },
    ],
    finish: "stop",
    usage: { input: 11, output: 9, reasoning: null, cached: null },
  },
  {
    name: "Mistral",
    modelId: "magistral-medium-latest",
    contentType: eventStream,
    body: streamOf(mistral, [
      delta({ role: "assistant", content: "" }),
      delta(thinkingPart("Let me ", false)),
      delta(thinkingPart("see.", false)),
      delta(thinkingPart("", true)),
      delta({ content: [{ type: "text", text: "It is " }] }),
      delta({ content: "408." }),
      delta({ content: "" }, "stop", { usage: { prompt_tokens: 10, total_tokens: 30, completion_tokens: 20 } }),
    ]),
    parts: [
      { kind: "full", text: "Let me see." },
      { kind: "text", text: "It is 408." },
    ],
    finish: "stop",
    usage: { input: 10, output: 20, reasoning: null, cached: null },
  },
  {
    name: "Qwen at DashScope",
    modelId: "qwen3-max",
    contentType: "text/event-stream;charset=UTF-8",
    body: streamOf(qwen, [
      delta({ content: null, role: "assistant", reasoning_content: "" }),
      delta({ content: null, reasoning_content: "乘法" }),
      delta({ content: null, reasoning_content: "。" }),
      delta({ content: "408", reasoning_content: null }),
      delta({ content: "", reasoning_content: null }, "stop"),
      { choices: [], usage: { ...openAiUsage(24, 90, 80), prompt_tokens_details: { cached_tokens: 0 } } },
    ]),
    parts: [
      { kind: "full", text: "乘法。" },
      { kind: "text", text: "408" },
    ],
    finish: "stop",
    usage: counted(24, 90, 80),
  },
  {
    name: "Kimi, which counts in the choice and names its calls itself",
    modelId: "kimi-k2-thinking",
    contentType: eventStream,
    body: streamOf(kimi, [
      delta({ role: "assistant", content: "" }),
      delta({ reasoning_content: "Look it up." }),
      delta({ content: "One moment. " }),
      delta({ tool_calls: [toolCall(0, "weather:0", "weather", "")] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: '{"city":"Rome"}' } }] }),
      { choices: [{ index: 0, delta: {}, finish_reason: "tool_calls", usage: openAiUsage(30, 25, 9) }] },
    ]),
    parts: [
      { kind: "full", text: "Look it up." },
      { kind: "text", text: "One moment. " },
      { kind: "call", callId: "weather:0", name: "weather", args: { city: "Rome" } },
    ],
    finish: "tool-calls",
    usage: counted(30, 25, 9),
  },
  {
    name: "Z.AI",
    modelId: "glm-4.7",
    contentType: eventStream,
    body: streamOf(zai, [
      delta({ role: "assistant", reasoning_content: "\nAdd" }),
      delta({ role: "assistant", reasoning_content: " up." }),
      delta({ role: "assistant", content: "\n408" }),
      delta({ role: "assistant", content: "" }, "stop", { usage: openAiUsage(8, 16, 5) }),
    ]),
    parts: [
      { kind: "full", text: "\nAdd up." },
      { kind: "text", text: "\n408" },
    ],
    finish: "stop",
    usage: counted(8, 16, 5),
  },
  {
    name: "MiniMax, which repeats all it has said so far",
    modelId: "MiniMax-M2.1",
    contentType: eventStream,
    body: streamOf(minimax, [
      delta({ role: "assistant", content: "", reasoning_details: minimaxDetail("I") }),
      delta({ content: "", reasoning_details: minimaxDetail("I multiply") }),
      delta({ content: "", reasoning_details: minimaxDetail("I multiply.") }),
      delta({ content: "It" }),
      delta({ content: "It is" }),
      delta({ content: "It is 408." }, "stop"),
      { choices: null, usage: { total_tokens: 60, total_characters: 0, prompt_tokens: 40, completion_tokens: 20 } },
    ]),
    parts: [
      { kind: "full", text: "I multiply.", seal: { reasoning_details: minimaxDetail("I multiply.") } },
      { kind: "text", text: "It is 408." },
    ],
    finish: "stop",
    usage: { input: 40, output: 20, reasoning: null, cached: null },
  },
  {
    name: "Gemini's compatible endpoint, thoughts in tags and a signed call",
    modelId: "gemini-3-pro-preview",
    contentType: "text/event-stream",
    body: streamOf(gemini, [
      delta({ role: "assistant", content: "<thought>**Planning**\nRome.", extra_content: { google: { thought: true } } }),
      delta({ role: "assistant", content: "</thought>I look." }),
      delta({
        role: "assistant",
        tool_calls: [
          {
            ...toolCall(0, "function-call-1", "weather", '{"city":"Rome"}'),
            extra_content: { google: { thought_signature: "c2lnbmVk" } },
          },
        ],
      }),
      delta({ role: "assistant" }, "stop", { usage: { prompt_tokens: 7, completion_tokens: 5, total_tokens: 32 } }),
    ]),
    parts: [
      { kind: "full", text: "**Planning**\nRome." },
      { kind: "text", text: "I look." },
      {
        kind: "call",
        callId: "function-call-1",
        name: "weather",
        args: { city: "Rome" },
        seal: { extra_content: { google: { thought_signature: "c2lnbmVk" } } },
      },
    ],
    finish: "tool-calls",
    usage: { input: 7, output: 5, reasoning: null, cached: null },
  },
];
