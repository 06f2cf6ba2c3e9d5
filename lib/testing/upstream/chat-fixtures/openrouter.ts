/** Owns: answers in the shape in which OpenRouter writes them, for each kind of thought it passes on. */
import { type ChatFixture, delta, eventStream, streamOf } from "./fixture.ts";

const envelope = (model: string) => ({ id: "gen-1763", provider: "Some", model, object: "chat.completion.chunk", created: 1 });
const usage = {
  prompt_tokens: 20,
  completion_tokens: 30,
  total_tokens: 50,
  cost: 0.0012,
  completion_tokens_details: { reasoning_tokens: 12 },
};
const counted = { input: 20, output: 30, reasoning: 12, cached: null };
const said = (reasoning: string | null, detail: object, content = "") =>
  delta({ role: "assistant", content, reasoning, reasoning_details: [detail] });
const claude = (index: number, more: object) => ({ type: "reasoning.text", ...more, format: "anthropic-claude-v1", index });
const gpt = (type: string, more: object) => ({ type, ...more, format: "openai-responses-v1", index: 0 });
const gemini = (type: string, more: object) => ({ type, ...more, format: "google-gemini-v1", index: 0 });

export const openrouter: ChatFixture[] = [
  {
    name: "OpenRouter with Claude: text, then its signature, then a redacted thought",
    modelId: "anthropic/claude-sonnet-4.5",
    contentType: eventStream,
    body: streamOf(envelope("anthropic/claude-sonnet-4.5"), [
      ": OPENROUTER PROCESSING",
      said("I split ", claude(0, { text: "I split " })),
      ": OPENROUTER PROCESSING",
      said("it up.", claude(0, { text: "it up." })),
      said(null, claude(0, { signature: "c2lnMQ==" })),
      said(null, { type: "reasoning.encrypted", data: "cmVk", format: "anthropic-claude-v1", index: 1 }),
      delta({ role: "assistant", content: "408." }),
      delta({ role: "assistant", content: "" }, "stop", {}),
      { choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }], usage },
    ]),
    parts: [
      {
        kind: "full",
        text: "I split it up.",
        seal: { reasoning_details: [claude(0, { text: "I split it up.", signature: "c2lnMQ==" })] },
      },
      {
        kind: "redacted",
        text: "",
        seal: { reasoning_details: [{ type: "reasoning.encrypted", data: "cmVk", format: "anthropic-claude-v1", index: 1 }] },
      },
      { kind: "text", text: "408." },
    ],
    finish: "stop",
    usage: counted,
  },
  {
    name: "OpenRouter with GPT: summary and sealed content of one item",
    modelId: "openai/gpt-5.2",
    contentType: eventStream,
    body: streamOf(envelope("openai/gpt-5.2"), [
      said("**Splitting**", gpt("reasoning.summary", { summary: "**Splitting**" })),
      said("\n\nInto parts.", gpt("reasoning.summary", { summary: "\n\nInto parts." })),
      said(null, gpt("reasoning.encrypted", { data: "Z0FBQUFB", id: "rs_1" })),
      delta({ role: "assistant", content: "408." }),
      delta({ role: "assistant", content: "", reasoning: null, reasoning_details: [] }, "stop", { usage }),
    ]),
    parts: [
      {
        kind: "summary",
        text: "**Splitting**\n\nInto parts.",
        seal: {
          reasoning_details: [
            gpt("reasoning.summary", { summary: "**Splitting**\n\nInto parts." }),
            gpt("reasoning.encrypted", { data: "Z0FBQUFB", id: "rs_1" }),
          ],
        },
      },
      { kind: "text", text: "408." },
    ],
    finish: "stop",
    usage: counted,
  },
  {
    name: "OpenRouter with Gemini: the signature of a call among the details",
    modelId: "google/gemini-3-pro",
    contentType: eventStream,
    body: streamOf(envelope("google/gemini-3-pro"), [
      said("Rome, then.", gemini("reasoning.text", { text: "Rome, then." })),
      delta({
        role: "assistant",
        content: null,
        tool_calls: [
          { index: 0, id: "tool_0_weather", type: "function", function: { name: "weather", arguments: '{"city":"Rome"}' } },
        ],
        reasoning_details: [gemini("reasoning.encrypted", { data: "c2ln", id: "tool_0_weather" })],
      }),
      delta({ role: "assistant", content: "" }, "tool_calls", { usage }),
    ]),
    parts: [
      {
        kind: "full",
        text: "Rome, then.",
        seal: {
          reasoning_details: [
            gemini("reasoning.text", { text: "Rome, then." }),
            gemini("reasoning.encrypted", { data: "c2ln", id: "tool_0_weather" }),
          ],
        },
      },
      { kind: "call", callId: "tool_0_weather", name: "weather", args: { city: "Rome" } },
    ],
    finish: "tool-calls",
    usage: counted,
  },
  {
    name: "OpenRouter with Grok: sealed content alone, after the text",
    modelId: "x-ai/grok-4",
    contentType: eventStream,
    body: streamOf(envelope("x-ai/grok-4"), [
      delta({ role: "assistant", content: "408." }),
      said(null, { type: "reasoning.encrypted", data: "eGFp", id: "rs_9", format: "xai-responses-v1", index: 0 }),
      delta({ role: "assistant", content: "" }, "stop", { usage }),
    ]),
    parts: [
      { kind: "text", text: "408." },
      {
        kind: "sealed",
        text: "",
        seal: {
          reasoning_details: [{ type: "reasoning.encrypted", data: "eGFp", id: "rs_9", format: "xai-responses-v1", index: 0 }],
        },
      },
    ],
    finish: "stop",
    usage: counted,
  },
];
