import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { Draft } from "#lib/reasoning/event.ts";
import { askOn, chunkOf, lastBodyAt, modelOf, type Place, turnOf } from "#lib/testing/chat-rounds.ts";
import { runStep, typesOf } from "#lib/testing/step.ts";
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
});

const answered = (thought: Action | null): Action[] => [...(thought ? [thought] : []), raw({ content: "Warm." }), stop];

async function answerOf(model: ResolvedModel, modelId: string, actions: Action[]): Promise<Draft[]> {
  upstream.script(modelId, ({ earlier }) => (earlier === 0 ? actions : [{ kind: "text", text: "Yes." }, stop]));
  return (await runStep(model)).drafts;
}

describe("the next turn", () => {
  const deepseek: Place = { kind: "deepseek" };

  it.each<[string, string, Place, object, string]>([
    [
      "DeepSeek's current models, empty where no tool was called",
      "deepseek-v4-pro",
      deepseek,
      { reasoning_content: "" },
      "closed-turn",
    ],
    ["the first R1, which refuses it", "deepseek-r1", deepseek, {}, "not-taken"],
    ["a model of which nothing is known", "my-model", { kind: "compatible" }, {}, "unsealed"],
    [
      "Kimi K2.6, which keeps all",
      "kimi-k2.6",
      { kind: "compatible", baseUrl: "https://api.moonshot.ai/v1" },
      { reasoning_content: "Rome." },
      "full",
    ],
    [
      "Qwen 3.7, which keeps all",
      "qwen3.7-max",
      { kind: "compatible", baseUrl: "https://dashscope.aliyuncs.com/compatible-mode/v1" },
      { reasoning_content: "Rome." },
      "full",
    ],
  ])("R02 of %s has the field of the thought accordingly", async (_name, modelId, place, field, fate) => {
    const model = modelOf(upstream, modelId, place);
    const drafts = await answerOf(model, modelId, answered(raw({ reasoning_content: "Rome." })));
    const { drafts: next } = await askOn(model, [turnOf("How warm is Rome?", drafts), { text: "Sure?", view: null }], {
      effort: "off",
    });
    expect(lastBodyAt(upstream).messages).toEqual([
      question,
      { role: "assistant", content: "Warm.", ...field },
      { role: "user", content: "Sure?" },
    ]);
    expect(next.find((draft) => draft.type === "sent-back")?.thoughts).toMatchObject([{ partIds: ["p1"] }]);
    expect(next.find((draft) => draft.type === "sent-back")?.thoughts[0]).toSatisfy(
      ({ how, why }: { how: string; why: string | null }) => (why ?? how) === fate,
    );
  });

  it("R02 of a model that now thinks, but did not, has the field empty", async () => {
    const model = modelOf(upstream, "deepseek-v4-pro", deepseek);
    const drafts = await answerOf(model, "deepseek-v4-pro", answered(null));
    const { outcome } = await askOn(model, [turnOf("How warm is Rome?", drafts), { text: "Sure?", view: null }], {
      effort: "high",
    });
    expect(outcome).toMatchObject({ finish: "stop", effortSent: "high" });
    expect(lastBodyAt(upstream)).toMatchObject({
      thinking: { type: "enabled" },
      messages: [question, { content: "Warm.", reasoning_content: "" }, { content: "Sure?" }],
    });
  });

  it("R01 R06 carries no other issuer's seal", async () => {
    const detail = { type: "reasoning.encrypted", id: "rs", format: "openai-responses-v1", index: 0, data: "c2VjcmV0" };
    const first = modelOf(upstream, "openai/gpt-5.2", { kind: "openrouter" });
    const drafts = await answerOf(first, "openai/gpt-5.2", [raw({ reasoning_details: [detail] }), ...answered(null)]);
    const path = [turnOf("How warm is Rome?", drafts), { text: "Sure?", view: null }];
    const others: [string, Place][] = [
      ["openai/gpt-5.4", { kind: "openrouter" }],
      ["openai/gpt-5.2", { kind: "openrouter", apiKey: "another-key" }],
      ["openai/gpt-5.2", { kind: "compatible" }],
      ["deepseek-v4-pro", deepseek],
      ["mistral-small-latest", { kind: "mistral" }],
    ];
    for (const [modelId, place] of others) {
      upstream.script(modelId, () => [{ kind: "text", text: "Yes." }, stop]);
      const { drafts: next } = await askOn(modelOf(upstream, modelId, place), path);
      expect(JSON.stringify(lastBodyAt(upstream))).not.toMatch(/c2VjcmV0|reasoning_details/);
      expect(next.find((draft) => draft.type === "sent-back")?.thoughts[0]?.how).toBe("left-out");
    }
    await askOn(modelOf(upstream, "openai/gpt-5.2", { kind: "openrouter" }), path);
    expect(lastBodyAt(upstream).messages[1]).toEqual({ role: "assistant", content: "Warm.", reasoning_details: [detail] });
  });

  it("R03 R04 depends on nothing but its path", async () => {
    const model = modelOf(upstream, "deepseek-v4-pro", deepseek);
    const drafts = await answerOf(model, "deepseek-v4-pro", answered(null));
    await askOn(model, [turnOf("How warm is Oslo?", drafts), { text: "Sure?", view: null }]);
    expect(lastBodyAt(upstream).messages.map(({ content }) => content)).toEqual(["How warm is Oslo?", "Warm.", "Sure?"]);
  });

  it("R05 keeps a thought with the call it led to, however much came since", async () => {
    const { model, path } = await toolRound("deepseek-v4-pro", deepseek, [thinks, call()]);
    const later = Array.from({ length: 3 }, (_, index) => ({
      ...turnOf(`Question ${index}`, [], `run_${index + 2}`),
      view: null,
    }));
    await askOn(model, [...path, ...later], { tools });
    expect(lastBodyAt(upstream).messages[1]).toMatchObject({ reasoning_content: "Rome, then.", tool_calls: [sentCall] });
  });

  it("R07 goes without a seal that is no longer taken, once, and says so", async () => {
    const details = [{ type: "reasoning.text", text: "Rome.", signature: "c2ln", format: "anthropic-claude-v1", index: 0 }];
    const model = modelOf(upstream, "anthropic/claude", { kind: "openrouter" });
    const drafts = await answerOf(model, "anthropic/claude", [raw({ reasoning_details: details }), ...answered(null)]);
    upstream.script("anthropic/claude", ({ body }) =>
      JSON.stringify(body).includes("c2ln")
        ? [
            {
              kind: "refuse",
              status: 400,
              error: { code: null, type: "invalid_request_error", message: "Invalid `signature` in `thinking` block" },
            },
          ]
        : [{ kind: "text", text: "Yes." }, stop],
    );
    const before = upstream.requests.length;
    const next = await askOn(model, [turnOf("How warm is Rome?", drafts), { text: "Sure?", view: null }]);
    expect(next.outcome).toMatchObject({ finish: "stop", error: null });
    expect(upstream.requests.length - before).toBe(2);
    expect(next.drafts.flatMap((draft) => (draft.type === "sent-back" ? [draft.thoughts[0]?.why] : []))).toEqual([
      null,
      "expired",
    ]);
    expect(typesOf(next.drafts)).toContain("status retrying");
  });

  it("R08 has one question where an answer was nothing but thought", async () => {
    const model = modelOf(upstream, "my-model", { kind: "compatible" });
    const drafts = await answerOf(model, "my-model", [thinks, stop]);
    await askOn(model, [turnOf("One", drafts), { text: "Two", view: null }]);
    expect(lastBodyAt(upstream).messages).toEqual([{ role: "user", content: "One\n\nTwo" }]);
  });

  it("R09 drops half a call of an answer that was broken off", async () => {
    const model = modelOf(upstream, "deepseek-v4-pro", deepseek);
    const half = raw({
      tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "weather", arguments: '{"ci' } }],
    });
    upstream.script("deepseek-v4-pro", ({ earlier }) =>
      earlier === 0 ? [raw({ content: "Let me see." }), half] : [{ kind: "text", text: "Yes." }, stop],
    );
    const { drafts } = await runStep(model, { tools });
    await askOn(model, [turnOf("How warm is Rome?", drafts), { text: "Well?", view: null }], { tools });
    expect(lastBodyAt(upstream).messages).toMatchObject([
      question,
      { content: "Let me see." },
      { role: "user", content: "Well?" },
    ]);
    expect(JSON.stringify(lastBodyAt(upstream).messages)).not.toContain("tool_calls");
  });

  it("R10 says of a call without an outcome that there is none", async () => {
    upstream.script("deepseek-v4-pro", ({ earlier }) =>
      earlier === 0 ? [thinks, call(), raw({}, "tool_calls")] : [{ kind: "text", text: "Yes." }, stop],
    );
    const model = modelOf(upstream, "deepseek-v4-pro", deepseek);
    const { drafts } = await runStep(model, { tools });
    await askOn(model, [turnOf("How warm is Rome?", drafts), { text: "Well?", view: null }], { tools });
    expect(lastBodyAt(upstream).messages[2]).toMatchObject({
      role: "tool",
      tool_call_id: "call_1",
      content: expect.stringMatching(/no result/i),
    });
  });
});
