/** Owns: answers in the shape in which servers on one's own machines write them. */
import { type ChatFixture, delta, eventStream, streamOf } from "./fixture.ts";

const local = (model: string, id = "chatcmpl-1") => ({ id, object: "chat.completion.chunk", created: 1, model });
const counts = (input: number, output: number) => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
});
const known = (input: number, output: number) => ({ input, output, reasoning: null, cached: null });
const spoken = [
  { kind: "full" as const, text: "Seven is prime." },
  { kind: "text" as const, text: "Yes." },
];
const timings = { cache_n: 5, prompt_n: 15, prompt_ms: 20.5, predicted_n: 12, predicted_ms: 99.1, predicted_per_second: 121 };
const plain = { contentType: eventStream, finish: "stop" as const };

export const selfHosted: ChatFixture[] = [
  {
    ...plain,
    name: "vLLM with a parser",
    modelId: "qwen3-8b",
    body: streamOf(local("qwen3-8b"), [
      delta({ role: "assistant", content: "" }),
      delta({ reasoning: "Seven " }),
      delta({ reasoning: "is prime." }),
      delta({ content: "Yes." }),
      delta({ content: "" }, "stop", { stop_reason: null }),
      { choices: [], usage: counts(5, 9) },
    ]),
    parts: spoken,
    usage: known(5, 9),
  },
  {
    ...plain,
    name: "vLLM before its field was renamed",
    modelId: "qwq-32b",
    body: streamOf(local("qwq-32b"), [
      delta({ role: "assistant", content: "" }),
      delta({ content: null, reasoning_content: "Seven " }),
      delta({ content: null, reasoning_content: "is prime." }),
      delta({ content: "Yes.", reasoning_content: null }),
      delta({ content: "" }, "stop"),
    ]),
    parts: spoken,
    usage: null,
  },
  {
    ...plain,
    name: "vLLM without a parser, the thought opened by the template",
    modelId: "deepseek-r1-distill",
    startsInside: true,
    body: streamOf(local("deepseek-r1-distill"), [
      delta({ role: "assistant", content: "" }),
      ...["Seven", " is prime", ".\n", "</think>", "\n\nYes", "."].map((content) => delta({ content })),
      delta({ content: "" }, "stop"),
    ]),
    parts: spoken,
    usage: null,
  },
  {
    ...plain,
    name: "llama.cpp, deepseek format",
    modelId: "qwen3-4b.gguf",
    body: streamOf(local("qwen3-4b.gguf"), [
      delta({ role: "assistant", content: null }),
      delta({ reasoning_content: "Seven " }),
      ":",
      delta({ reasoning_content: "is prime." }),
      delta({ content: "Yes." }),
      delta({}, "stop"),
      { choices: [], usage: counts(20, 12), timings },
    ]),
    parts: spoken,
    usage: known(20, 12),
  },
  {
    ...plain,
    name: "llama.cpp, legacy format: the same in field and tags",
    modelId: "qwen3-4b.gguf",
    body: streamOf(local("qwen3-4b.gguf"), [
      delta({ role: "assistant", content: null }),
      delta({ content: "<think>" }),
      delta({ reasoning_content: "Seven ", content: "Seven " }),
      delta({ reasoning_content: "is prime.", content: "is prime." }),
      delta({ content: "</think>" }),
      delta({ content: "Yes." }),
      delta({}, "stop", { timings }),
    ]),
    parts: spoken,
    usage: { input: 20, output: 12, reasoning: null, cached: 5 },
  },
  {
    ...plain,
    name: "llama.cpp, no format: tags",
    modelId: "qwen3-4b.gguf",
    body: streamOf(local("qwen3-4b.gguf"), [
      delta({ role: "assistant", content: null }),
      ...["<th", "ink>", "\nSeven ", "is prime.\n", "</thi", "nk>", "\n\nYes."].map((content) => delta({ content })),
      delta({}, "stop"),
    ]),
    parts: spoken,
    usage: null,
  },
  {
    ...plain,
    name: "SGLang, which writes null for all it does not say",
    modelId: "deepseek-r1",
    body: streamOf(local("deepseek-r1"), [
      delta({ role: "assistant", content: "", reasoning_content: null, tool_calls: null }, null, { usage: null }),
      delta({ role: null, content: null, reasoning_content: "Seven ", tool_calls: null }, null, { usage: null }),
      delta({ role: null, content: null, reasoning_content: "is prime.", tool_calls: null }, null, { usage: counts(5, 3) }),
      delta({ role: null, content: "Yes.", reasoning_content: null, tool_calls: null }, null, { usage: counts(5, 5) }),
      delta({ role: null, content: null, reasoning_content: null, tool_calls: null }, "stop", { usage: counts(5, 6) }),
    ]),
    parts: spoken,
    usage: known(5, 6),
  },
  {
    ...plain,
    name: "LM Studio, which ends without a word",
    modelId: "qwen/qwen3-4b",
    body: streamOf(
      { ...local("qwen/qwen3-4b"), system_fingerprint: "qwen/qwen3-4b" },
      [
        delta({ role: "assistant", reasoning_content: "Seven " }),
        delta({ reasoning_content: "is prime." }),
        delta({ content: "Yes." }),
        delta({}, "stop"),
      ],
      { done: false },
    ),
    parts: spoken,
    usage: null,
  },
  {
    ...plain,
    name: "Ollama's /v1, an empty content beside each thought",
    modelId: "qwen3:4b",
    body: streamOf({ ...local("qwen3:4b"), system_fingerprint: "fp_ollama" }, [
      delta({ role: "assistant", content: "", reasoning: "Seven " }),
      delta({ role: "assistant", content: "", reasoning: "is prime." }),
      delta({ role: "assistant", content: "Yes." }),
      delta({ role: "assistant", content: "" }, "stop"),
      { choices: [], usage: counts(14, 30) },
    ]),
    parts: spoken,
    usage: known(14, 30),
  },
  {
    ...plain,
    name: "LiteLLM with Claude: a field, its blocks and the signature of the block",
    modelId: "claude-sonnet-4-5",
    body: streamOf(local("claude-sonnet-4-5"), [
      ...["Seven ", "is prime."].map((text) =>
        delta({
          reasoning_content: text,
          thinking_blocks: [{ type: "thinking", thinking: text, signature: "" }],
          provider_specific_fields: { thinking_blocks: [{ type: "thinking", thinking: text, signature: "" }] },
          content: "",
          role: "assistant",
        }),
      ),
      delta({ reasoning_content: "", thinking_blocks: [{ type: "thinking", thinking: "", signature: "c2ln" }], content: "" }),
      delta({ reasoning_content: "", thinking_blocks: [{ type: "redacted_thinking", data: "cmVk" }], content: "" }),
      delta({ content: "Yes." }),
      delta({}, "stop"),
      { choices: [{ index: 0, delta: {} }], usage: counts(30, 40) },
    ]),
    parts: [
      {
        kind: "full",
        text: "Seven is prime.",
        seal: { thinking_blocks: [{ type: "thinking", thinking: "Seven is prime.", signature: "c2ln" }] },
      },
      { kind: "redacted", text: "", seal: { thinking_blocks: [{ type: "redacted_thinking", data: "cmVk" }] } },
      { kind: "text", text: "Yes." },
    ],
    usage: known(30, 40),
  },
  {
    ...plain,
    name: "NVIDIA NIM, both fields at once",
    modelId: "nvidia/nemotron",
    body: streamOf(local("nvidia/nemotron"), [
      delta({ role: "assistant", content: "", reasoning: null, reasoning_content: null }),
      delta({ content: null, reasoning: "Seven ", reasoning_content: "Seven " }),
      delta({ content: null, reasoning: "is prime.", reasoning_content: "is prime." }),
      delta({ content: "Yes.", reasoning: null, reasoning_content: null }),
      delta({ content: "" }, "stop"),
    ]),
    parts: spoken,
    usage: null,
  },
  {
    ...plain,
    name: "gpt-oss, tokens leaked, a call in a channel",
    modelId: "gpt-oss-20b",
    body: streamOf(
      local("gpt-oss-20b"),
      [
        ...[
          "<|channel|>",
          "analysis<|mess",
          "age|>Look it",
          " up.<|end|><|start|>assistant<|channel|>commentary to=functions.weather ",
        ],
        ...['<|constrain|>json<|message|>{"city":', '"Rome"}<|call|>'],
      ]
        .map((content) => delta({ content }))
        .concat(delta({}, "stop")),
    ),
    parts: [
      { kind: "full", text: "Look it up." },
      { kind: "call", name: "weather", args: { city: "Rome" } },
    ],
    finish: "tool-calls",
    usage: null,
  },
  {
    ...plain,
    name: "gpt-oss, tokens stripped",
    modelId: "some-finetune",
    body: streamOf(local("some-finetune"), [
      ...["analysis", "Seven ", "is prime.", "assistant", "final", "Yes."].map((content) => delta({ content })),
      delta({}, "stop"),
    ]),
    parts: spoken,
    usage: null,
  },
  {
    ...plain,
    name: "gpt-oss, several channels in a chunk and words of one on a call's name",
    modelId: "openai/gpt-oss-120b",
    body: streamOf(local("openai/gpt-oss-120b"), [
      delta({
        content: "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>commentary<|message|>I look.<|end|>",
      }),
      delta({
        tool_calls: [
          { index: 0, id: "c1", type: "function", function: { name: "weather<|channel|>commentary", arguments: "{}" } },
        ],
      }),
      delta({}, "tool_calls"),
    ]),
    parts: [
      { kind: "full", text: "Hm." },
      { kind: "text", text: "I look." },
      { kind: "call", callId: "c1", name: "weather", args: {} },
    ],
    finish: "tool-calls",
    usage: null,
  },
];
