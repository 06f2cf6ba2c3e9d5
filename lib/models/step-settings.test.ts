import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallSettings } from "#lib/reasoning/brief.ts";
import type { Draft } from "#lib/reasoning/event.ts";
import { modelOf } from "#lib/testing/chat-rounds.ts";
import { builtinModel } from "#lib/testing/request-bodies.ts";
import { bodiesFor } from "#lib/testing/responses-servers.ts";
import { runStep, type StepOptions, typesOf } from "#lib/testing/step.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import type { ProviderKind } from "./provider-kinds.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const tools = [{ name: "look", description: "Looks.", inputSchema: { type: "object" } }];
const say: Action[] = [{ kind: "text", text: "Hello" }, stop];
const call: Action[] = [
  { kind: "tool", id: "call_1", name: "look", args: "{}" },
  { kind: "finish", reason: "tool-calls", usage: null },
];
const told = (drafts: readonly Draft[], code: "note" | "retrying") =>
  drafts.flatMap((draft) => (draft.type === "status" && draft.code === code ? [draft.message] : []));

/** The model, answering with these actions; each name is a model of its own, of which nothing is known yet. */
function model(kind: ProviderKind, modelId: string, actions = say) {
  upstream.script(modelId, () => actions);
  return modelOf(upstream, modelId, { kind });
}
const ask = (kind: ProviderKind, modelId: string, settings: CallSettings, more: StepOptions = {}) =>
  runStep(model(kind, modelId, more.tools ? call : say), { settings, ...more });

describe("a step whose settings are all said", () => {
  it("tells nothing of them", async () => {
    const { drafts } = await ask("compatible", "all-said", { temperature: 0, seed: 0, stop: [], parallelToolCalls: true });
    expect(typesOf(drafts).slice(0, 2)).toEqual(["step-start", "status first-byte"]);
    expect(bodiesFor(upstream, "all-said")).toMatchObject([{ temperature: 0, seed: 0, stop: [] }]);
  });
});

describe("a step with a setting that its wire has no word for", () => {
  it("goes without it, and tells so once, before the provider answers", async () => {
    const { drafts, outcome } = await ask("responses", "wordless", { seed: 1, stop: ["x"], temperature: 1 });
    expect(outcome).toMatchObject({ finish: "stop", error: null });
    expect(drafts[1]).toEqual({
      type: "status",
      level: "info",
      code: "note",
      message: "The provider has no setting for: seed, stop.",
    });
    expect(typesOf(drafts).slice(0, 3)).toEqual(["step-start", "status note", "status first-byte"]);
    expect(bodiesFor(upstream, "wordless")).toHaveLength(1);
  });

  it("tells nothing where it happens all the same", async () => {
    const { drafts } = await ask("ollama", "usual", { toolChoice: "auto", parallelToolCalls: true }, { tools });
    expect(told(drafts, "note")).toEqual([]);
  });

  it("tells nothing of tools, and thinks, where there are none", async () => {
    const forced: CallSettings = { toolChoice: "required", parallelToolCalls: false };
    expect(told((await ask("ollama", "toolless", forced)).drafts, "note")).toEqual([]);
    const claude = await ask("anthropic", "claude-haiku-4-5", forced, { effort: "high" });
    expect(told(claude.drafts, "note")).toEqual([]);
    expect(claude.outcome.effortSent).not.toBe("disabled");
  });

  it.each<[ProviderKind, string]>([
    ["openai", "gpt-5.2"],
    ["deepseek", "deepseek-v4-flash"],
  ])("says to a model of %s that does not think what it takes only then", async (kind, modelId) => {
    const off = await ask(kind, modelId, { temperature: 0.5 }, { effort: "off" });
    expect(told(off.drafts, "note")).toEqual([]);
    expect(bodiesFor(upstream, modelId).at(-1)).toMatchObject({ temperature: 0.5 });
    const on = await ask(kind, modelId, { temperature: 0.5 }, { effort: "high" });
    expect(told(on.drafts, "note")).toEqual(["This model does not take while it thinks: temperature."]);
    expect(bodiesFor(upstream, modelId).at(-1)).not.toHaveProperty("temperature");
  });

  it("declares no tools where none may be called", async () => {
    const { drafts } = await runStep(model("ollama", "no-choice"), { settings: { toolChoice: "none" }, tools });
    expect(told(drafts, "note")).toEqual([]);
    expect(bodiesFor(upstream, "no-choice")[0]).not.toHaveProperty("tools");
  });
});

describe.each<[ProviderKind, string, string]>([
  ["compatible", "temperature", "temperature"],
  ["responses", "temperature", "temperature"],
  ["mistral", "random_seed", "seed"],
  ["anthropic", "stop_sequences", "stop"],
  ["google", "seed", "seed"],
  ["ollama", "seed", "seed"],
])("a model of %s that refuses its %s", (kind, field, word) => {
  const settings: CallSettings = { temperature: 1, seed: 3, stop: ["x"] };
  const modelId = `${kind === "anthropic" ? "claude-sonnet-4-6" : kind === "google" ? "gemini-3-flash" : "model"}-refusing-${kind}`;

  it("is asked once more without it alone, tells so, and is not asked with it again", async () => {
    upstream.limit(modelId, { refuses: [field] });
    const first = await ask(kind, modelId, settings);
    expect(first.outcome).toMatchObject({ finish: "stop", error: null });
    expect(told(first.drafts, "retrying")).toEqual([`The provider does not take: ${word}. Asking again without.`]);
    const [refused, taken] = bodiesFor(upstream, modelId).map((body) => JSON.stringify(body));
    expect(refused).toContain(`"${field}":`);
    expect(taken).not.toContain(`"${field}":`);
    if (field !== "temperature") expect(taken).toContain('"temperature":1');

    const second = await ask(kind, modelId, settings);
    expect(bodiesFor(upstream, modelId)).toHaveLength(3);
    expect(told(second.drafts, "retrying")).toEqual([]);
    expect(told(second.drafts, "note").join()).toContain(`This model does not take: ${word}.`);
  });
});

describe("a refusal of settings", () => {
  it("of one after the other ends with what is taken", async () => {
    upstream.limit("picky-model", { refuses: ["temperature", "top_p", "stop"] });
    const { drafts, outcome } = await ask("compatible", "picky-model", { temperature: 0.2, topP: 0.3, stop: ["x"], seed: 5 });
    expect(outcome).toMatchObject({ finish: "stop", error: null });
    expect(told(drafts, "retrying")).toHaveLength(3);
    expect(bodiesFor(upstream, "picky-model").at(-1)).toMatchObject({ seed: 5 });
    expect(outcome.effortSent).toBe("medium");
  });

  it("is forgotten for another value, which may be taken", async () => {
    upstream.script("only-one", ({ body }) =>
      (body as { temperature?: number }).temperature === 1
        ? say
        : [
            {
              kind: "refuse",
              status: 400,
              error: {
                code: "unsupported_value",
                type: "invalid_request_error",
                param: "temperature",
                message: "Only the default (1) value is supported.",
              },
            },
          ],
    );
    const one = modelOf(upstream, "only-one", { kind: "compatible" });
    await runStep(one, { settings: { temperature: 0.5 } }).then(({ drafts }) => expect(told(drafts, "retrying")).toHaveLength(1));
    const { drafts } = await runStep(one, { settings: { temperature: 1 } });
    expect([told(drafts, "retrying"), told(drafts, "note")]).toEqual([[], []]);
  });

  it("is forgotten beside another effort, where it may be taken", async () => {
    upstream.limit("moody", { refuses: ["top_p"] });
    await ask("compatible", "moody", { topP: 0.5 }, { effort: "high" });
    upstream.limit("moody", {});
    const { drafts } = await ask("compatible", "moody", { topP: 0.5 }, { effort: "low" });
    expect(told(drafts, "note")).toEqual([]);
    expect(bodiesFor(upstream, "moody").at(-1)).toMatchObject({ top_p: 0.5 });
  });

  it("that was not in the request is a failure like any other", async () => {
    upstream.script("confused", () => [
      {
        kind: "refuse",
        status: 400,
        error: { code: "unsupported_parameter", type: "invalid_request_error", message: "Unsupported parameter: 'temperature'." },
      },
    ]);
    const { outcome } = await runStep(modelOf(upstream, "confused", { kind: "compatible" }), { settings: { seed: 1 } });
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-refused" } });
  });

  it("of a choice of no tools leaves no tools to choose", async () => {
    upstream.limit("choiceless", { refuses: ["tool_choice"] });
    const { outcome } = await runStep(model("compatible", "choiceless"), { settings: { toolChoice: "none" }, tools });
    expect(outcome).toMatchObject({ finish: "stop" });
    expect(bodiesFor(upstream, "choiceless").at(-1)).not.toHaveProperty("tools");
  });
});

describe("a model that may not think where it must call a tool", () => {
  const forced: CallSettings = { toolChoice: "required" };

  it("does not think in that call where it can do so, and tells it", async () => {
    const { drafts, outcome } = await ask("anthropic", "claude-sonnet-4-5", forced, { tools, effort: "high" });
    expect(outcome).toMatchObject({ finish: "tool-calls", effortSent: "disabled" });
    expect(drafts[0]).toMatchObject({ effortSent: "disabled" });
    expect(told(drafts, "note")).toEqual([
      "This model may not think where it must call a tool, so it does not think in this call.",
    ]);
    const quiet = await ask("anthropic", "claude-sonnet-4-5", forced, { tools, effort: "off" });
    expect(told(quiet.drafts, "note")).toEqual([]);
  });

  it("is left free to call where it always thinks, and tells it", async () => {
    const { drafts, outcome } = await ask("anthropic", "claude-opus-5-5", { toolChoice: { name: "look" } }, { tools });
    expect(outcome).toMatchObject({ finish: "tool-calls", effortSent: "medium" });
    expect(told(drafts, "note")).toEqual(["This model does not take while it thinks: tool_choice."]);
    expect(bodiesFor(upstream, "claude-opus-5-5").at(-1)).not.toHaveProperty("tool_choice");
  });

  it("is found out by asking where that is not known, once", async () => {
    const refuses: Action[] = [
      {
        kind: "refuse",
        status: 400,
        error: {
          code: null,
          type: "invalid_request_error",
          message: "tool_choice 'required' is incompatible with thinking enabled",
        },
      },
    ];
    upstream.script("glm-4.6", ({ body }) => (JSON.stringify(body).includes('"disabled"') ? call : refuses));
    const zai = modelOf(upstream, "glm-4.6", { kind: "compatible", baseUrl: "https://api.z.ai/v1" });
    const first = await runStep(zai, { settings: forced, tools });
    expect(first.outcome).toMatchObject({ finish: "tool-calls", effortSent: "disabled" });
    expect(told(first.drafts, "retrying")).toEqual([
      "This model may not think where it must call a tool. Asking again without thinking.",
    ]);
    const before = upstream.requests.length;
    const second = await runStep(zai, { settings: forced, tools });
    expect(upstream.requests.length).toBe(before + 1);
    expect(second.drafts[0]).toMatchObject({ effortSent: "disabled" });
  });
});

describe("what Claude takes beside thinking", () => {
  it.each<[CallSettings, string, object]>([
    [{ temperature: 0.2 }, "This model does not take while it thinks: temperature.", {}],
    [{ temperature: 1 }, "", { temperature: 1 }],
    [{ topP: 0.5 }, "This model does not take while it thinks: top_p.", {}],
    [{ topP: 0.97 }, "", { top_p: 0.97 }],
    [{ temperature: 0.2, topP: 0.97 }, "This model does not take while it thinks: temperature.", { top_p: 0.97 }],
    [{ temperature: 1, topP: 0.97 }, "This model does not take: top_p.", { temperature: 1 }],
  ])("of %j", async (settings, note, said) => {
    const { drafts, outcome } = await ask("anthropic", "claude-sonnet-4-6", settings);
    expect(outcome).toMatchObject({ finish: "stop", error: null });
    expect(told(drafts, "note").join()).toBe(note);
    expect([...told(drafts, "retrying")]).toEqual([]);
    const { temperature, top_p } = bodiesFor(upstream, "claude-sonnet-4-6").at(-1) ?? {};
    expect({ ...(temperature !== undefined && { temperature }), ...(top_p !== undefined && { top_p }) }).toEqual(said);
  });
});

describe("a model that sees no pictures", () => {
  it.each(["compatible", "responses", "anthropic", "google", "ollama"] as const)(
    "of %s refuses them, and the step fails",
    async (kind) => {
      const modelId = `${kind === "anthropic" ? "claude-blind" : kind === "google" ? "gemini-blind" : "blind"}`;
      upstream.limit(modelId, { seesImages: false });
      const messages = [{ role: "user" as const, text: "What?", images: [{ mediaType: "image/png", data: "AAAA" }] }];
      const { outcome } = await runStep(model(kind, modelId), { messages });
      expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-refused" } });
      upstream.limit(modelId, {});
    },
  );

  it("is the built-in one, and says so", async () => {
    expect(builtinModel().info.seesImages).toBe(false);
    const images = [{ mediaType: "image/png", data: "AAAA" }];
    const answerTo = async (...messages: StepOptions["messages"] & object) => {
      const { drafts } = await runStep(builtinModel(), { messages, effort: "off" });
      return drafts.map((draft) => (draft.type === "text-delta" ? draft.delta : "")).join("");
    };
    expect(await answerTo({ role: "user", text: "What is 17 times 24?", images })).toMatch(
      /^\*\*This model cannot see pictures\.[\s\S]*408/,
    );
    expect(await answerTo({ role: "user", text: "", images })).toMatch(/^\*\*This model cannot see pictures\./);
    expect(
      await answerTo(
        { role: "user", text: "Look.", images },
        { role: "assistant", parts: [{ kind: "text", text: "No.", seal: null }] },
        { role: "user", text: "What is 17 times 24?" },
      ),
    ).not.toContain("pictures");
  });
});
