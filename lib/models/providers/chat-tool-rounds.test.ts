import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Draft } from "#lib/reasoning/event.ts";
import { askOn, chunkOf, lastBodyAt, modelOf, type Place, turnOf } from "#lib/testing/chat-rounds.ts";
import { runStep } from "#lib/testing/step.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeEach(async () => {
  upstream = await startUpstream();
});
afterEach(() => upstream.close());

const tools = [{ name: "weather", description: "The weather of a city.", inputSchema: { type: "object" } }];
const outcome: Draft = { type: "tool-result", callId: "call_1", result: { degrees: 21 } };
const raw = (delta: object, finish: string | null = null): Action => ({ kind: "raw", data: chunkOf(delta, finish) });
const call = (more: object = {}) =>
  raw({
    tool_calls: [
      { index: 0, id: "call_1", type: "function", function: { name: "weather", arguments: '{"city":"Rome"}' }, ...more },
    ],
  });
const sentCall = { id: "call_1", type: "function", function: { name: "weather", arguments: '{"city":"Rome"}' } };
const sentOutcome = { role: "tool", tool_call_id: "call_1", content: '{"degrees":21}' };

/** A first answer of these actions that calls the tool, then the request with its outcome: the messages, and the ledger. */
async function toolRound(modelId: string, place: Place, actions: Action[], more: Draft[] = []) {
  upstream.script(modelId, ({ earlier }) =>
    earlier === 0 ? [...actions, raw({}, "tool_calls")] : [{ kind: "text", text: "Warm." }, stop],
  );
  const model = modelOf(upstream, modelId, place);
  const first = await runStep(model, { tools });
  expect(first.outcome).toMatchObject({ finish: "tool-calls", toolCalls: [{ callId: "call_1", args: { city: "Rome" } }] });
  const path = [turnOf("How warm is Rome?", [...first.drafts, outcome, ...more])];
  const second = await askOn(model, path, { tools, step: 2 });
  expect(second.outcome).toMatchObject({ finish: "stop", error: null });
  const ledger = second.drafts.find((draft) => draft.type === "sent-back")?.thoughts.map(({ how, why }) => why ?? how);
  return { model, path, messages: lastBodyAt(upstream).messages, ledger };
}

const thinks = raw({ reasoning_content: "Rome, then." });
const thinksInReasoning = raw({ reasoning: "Rome, then." });
const question = { role: "user", content: "How warm is Rome?" };

describe("a tool round", () => {
  it.each<[string, string, Place, Action, string]>([
    ["DeepSeek", "deepseek-v4-pro", { kind: "deepseek" }, thinks, "reasoning_content"],
    ["Kimi", "kimi-k2.5", { kind: "compatible", baseUrl: "https://api.moonshot.ai/v1" }, thinks, "reasoning_content"],
    ["Z.AI", "glm-4.7", { kind: "compatible", baseUrl: "https://api.z.ai/api/paas/v4" }, thinks, "reasoning_content"],
    [
      "Qwen",
      "qwen3-max",
      { kind: "compatible", baseUrl: "https://dashscope.aliyuncs.com/compatible-mode/v1" },
      thinks,
      "reasoning_content",
    ],
    ["gpt-oss anywhere", "gpt-oss-120b", { kind: "compatible" }, thinks, "reasoning_content"],
    ["Groq", "openai/gpt-oss-120b", { kind: "groq" }, thinksInReasoning, "reasoning"],
    [
      "Together",
      "openai/gpt-oss-20b",
      { kind: "compatible", baseUrl: "https://api.together.xyz/v1" },
      thinksInReasoning,
      "reasoning",
    ],
  ])("of %s brings the thought back in its own field", async (_name, modelId, place, thought, field) => {
    const { messages, ledger } = await toolRound(modelId, place, [thought, call()]);
    expect(messages).toEqual([
      question,
      { role: "assistant", content: null, [field]: "Rome, then.", tool_calls: [sentCall] },
      sentOutcome,
    ]);
    expect(ledger).toEqual(["full"]);
  });

  it("of Mistral has the thought in front, among the parts of the content, and ids of its own form", async () => {
    const thought = raw({ content: [{ type: "thinking", thinking: [{ type: "text", text: "Rome, then." }] }] });
    const { messages, ledger } = await toolRound("mistral-small-latest", { kind: "mistral" }, [thought, call()]);
    const [, answer, result] = messages;
    expect(answer).toMatchObject({
      role: "assistant",
      content: [{ type: "thinking", thinking: [{ type: "text", text: "Rome, then." }], closed: true }],
      tool_calls: [{ function: sentCall.function, id: expect.stringMatching(/^[a-z0-9]{9}$/) }],
    });
    expect(answer).toMatchObject({ tool_calls: [{ id: result?.tool_call_id }] });
    expect(ledger).toEqual(["full"]);
  });

  it("of OpenRouter brings its details back unmodified and in order, and their text nowhere else", async () => {
    const piece = (index: number, more: object) => ({
      type: "reasoning.text",
      id: null,
      format: "anthropic-claude-v1",
      index,
      ...more,
    });
    const { messages, ledger } = await toolRound("anthropic/claude-sonnet-4.5", { kind: "openrouter" }, [
      raw({ reasoning: "Rome, ", reasoning_details: [piece(0, { text: "Rome, " })] }),
      raw({ reasoning: "then.", reasoning_details: [piece(0, { text: "then." })] }),
      raw({ reasoning_details: [piece(0, { signature: "c2ln" })] }),
      raw({
        reasoning_details: [{ type: "reasoning.encrypted", id: "rs_2", format: "anthropic-claude-v1", index: 1, data: "YmxvYg" }],
      }),
      call(),
    ]);
    expect(messages[1]).toEqual({
      role: "assistant",
      content: null,
      reasoning_details: [
        piece(0, { text: "Rome, then.", signature: "c2ln" }),
        { type: "reasoning.encrypted", id: "rs_2", format: "anthropic-claude-v1", index: 1, data: "YmxvYg" },
      ],
      tool_calls: [sentCall],
    });
    expect(new Set(ledger)).toEqual(new Set(["sealed"]));
  });

  it("of LiteLLM brings its thinking blocks back unmodified", async () => {
    const block = { type: "thinking", thinking: "Rome, then.", signature: "c2ln" };
    const { messages, ledger } = await toolRound("claude-sonnet-4-5", { kind: "compatible" }, [
      raw({ reasoning_content: "Rome, then.", thinking_blocks: [{ ...block, signature: "" }] }),
      raw({ reasoning_content: "", thinking_blocks: [{ type: "thinking", thinking: "", signature: "c2ln" }] }),
      call(),
    ]);
    expect(messages[1]).toEqual({ role: "assistant", content: null, thinking_blocks: [block], tool_calls: [sentCall] });
    expect(ledger).toEqual(["sealed"]);
  });

  it("of Gemini's compatible endpoint brings the signature back on its call", async () => {
    const extra_content = { google: { thought_signature: "c2ln" } };
    const { messages } = await toolRound(
      "gemini-3-pro-preview",
      { kind: "compatible", baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai" },
      [call({ extra_content })],
    );
    expect(messages[1]).toEqual({ role: "assistant", content: null, tool_calls: [{ ...sentCall, extra_content }] });
  });

  it("R05 keeps its thought beside the call, however much came since", async () => {
    const { model, path } = await toolRound("deepseek-v4-pro", { kind: "deepseek" }, [thinks, call()]);
    const later = Array.from({ length: 3 }, (_, index) => ({
      ...turnOf(`Question ${index}`, [], `run_${index + 2}`),
      view: null,
    }));
    await askOn(model, [...path, ...later], { tools });
    expect(lastBodyAt(upstream).messages[1]).toMatchObject({ reasoning_content: "Rome, then.", tool_calls: [sentCall] });
  });
});
