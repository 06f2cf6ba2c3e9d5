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
const raw = (delta: object, finish: string | null = null): Action => ({ kind: "raw", data: chunkOf(delta, finish) });
const thinks = raw({ reasoning_content: "Rome, then." });
const callOf = (args: string) =>
  raw({ tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "weather", arguments: args } }] });
const question = { role: "user", content: "How warm is Rome?" };

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
    upstream.script("deepseek-v4-pro", ({ earlier }) =>
      earlier === 0 ? [raw({ content: "Let me see." }), callOf('{"ci')] : [{ kind: "text", text: "Yes." }, stop],
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
      earlier === 0 ? [thinks, callOf("{}"), raw({}, "tool_calls")] : [{ kind: "text", text: "Yes." }, stop],
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
