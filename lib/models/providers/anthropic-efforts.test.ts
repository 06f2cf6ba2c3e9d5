import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Effort, efforts } from "#lib/core/effort.ts";
import { openConnection } from "#lib/models/open-connection.ts";
import { lastBodyAt, nativeConfig, nativeModel } from "#lib/testing/native.ts";
import { runStep, type StepOptions } from "#lib/testing/step.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { claudeName, wellKnownClaudeModels } from "./anthropic-models.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const tools = [{ name: "weather", description: "The weather.", inputSchema: { type: "object" } }];

/** What is said about thinking in a request that the server takes, and what is recorded of it. */
async function asked(modelId: string, effort: Effort, options: StepOptions & { headers?: Record<string, string> } = {}) {
  const { headers = {}, ...step } = options;
  upstream.script(modelId, () => [{ kind: "text", text: "Yes." }, stop]);
  const { outcome } = await runStep(nativeModel("anthropic", upstream, modelId, { headers }), { effort, ...step });
  expect(outcome.error).toBeNull();
  const { thinking, output_config, max_tokens, ...rest } = lastBodyAt(upstream) as Record<string, unknown>;
  expect(rest).not.toHaveProperty("temperature");
  const beta = upstream.requests.at(-1)?.headers["anthropic-beta"];
  return { thinking, output_config, max_tokens, beta, sent: outcome.effortSent };
}

const off = { thinking: { type: "disabled" }, sent: "disabled" };
const adaptive = (effort: string) => ({
  thinking: { type: "adaptive", display: "summarized" },
  output_config: { effort },
  sent: effort,
});
const budget = (tokens: number) => ({ thinking: { type: "enabled", budget_tokens: tokens }, sent: String(tokens) });

describe("the effort of a Claude model", () => {
  it.each<[string, Effort, object]>([
    ["claude-opus-5-5", "off", adaptive("low")],
    ["claude-opus-5-5", "minimal", adaptive("low")],
    ["claude-opus-5-5", "xhigh", adaptive("xhigh")],
    ["claude-sonnet-5-5", "off", { thinking: { type: "between_tools" }, output_config: undefined, sent: "between_tools" }],
    ["claude-sonnet-5-5", "minimal", { thinking: { type: "between_tools" }, output_config: undefined, sent: "between_tools" }],
    ["claude-sonnet-5-5", "max", adaptive("max")],
    ["claude-fable-5-1", "off", adaptive("low")],
    ["claude-haiku-5-5", "off", off],
    ["claude-haiku-5-5", "high", adaptive("high")],
    ["claude-opus-5", "off", off],
    ["claude-sonnet-5", "medium", adaptive("medium")],
    ["claude-opus-4-8", "xhigh", adaptive("xhigh")],
    ["claude-sonnet-4-6", "xhigh", adaptive("high")],
    ["claude-opus-4-6", "max", adaptive("max")],
    ["claude-opus-9", "medium", adaptive("medium")],
    ["claude-opus-4-5-20251101", "off", off],
    ["claude-opus-4-5-20251101", "minimal", budget(1024)],
    ["claude-sonnet-4-5", "low", budget(2048)],
    ["claude-haiku-4-5", "medium", budget(8192)],
    ["claude-sonnet-4-0", "high", budget(16_384)],
    ["claude-sonnet-4-5", "xhigh", budget(32_768)],
    ["claude-sonnet-4-5", "max", budget(48_000)],
    ["claude-opus-4-1", "max", budget(24_000)],
    ["claude-3-7-sonnet-latest", "medium", budget(8192)],
    ["claude-3-5-haiku-latest", "high", { thinking: undefined, output_config: undefined, sent: null }],
    ["MiniMax-M2", "medium", budget(8192)],
  ])("%s: %s", async (modelId, effort, expected) => {
    expect(await asked(modelId, effort)).toMatchObject(expected);
  });

  it("limits the output always: as asked, as the model can, or as is usual", async () => {
    expect(await asked("claude-opus-4-8", "off")).toMatchObject({ max_tokens: 64_000 });
    expect(await asked("claude-opus-4-1", "off")).toMatchObject({ max_tokens: 32_000 });
    expect(await asked("claude-opus-4-8", "off", { outputLimit: 100_000 })).toMatchObject({ max_tokens: 100_000 });
    expect(await asked("claude-sonnet-4-5", "max", { outputLimit: 100_000 })).toMatchObject({
      max_tokens: 64_000,
      ...budget(48_000),
    });
    expect(await asked("claude-sonnet-4-5", "high", { outputLimit: 4096 })).toMatchObject({ max_tokens: 4096, ...budget(3072) });
    expect(await asked("claude-sonnet-4-5", "high", { outputLimit: 1100 })).toMatchObject({ max_tokens: 1100, ...off });
  });

  it("is a budget of at least 1024 that leaves room for an answer, whatever the limit", () => {
    const claude = nativeModel("anthropic", upstream, "claude-sonnet-4-5");
    fc.assert(
      fc.property(fc.constantFrom(...efforts), fc.integer({ min: 1, max: 200_000 }), (effort, limit) => {
        const word = claude.effortWord(effort, limit);
        const tokens = word === "disabled" ? null : Number(word);
        if (tokens === null) expect(effort === "off" || limit < 1280).toBe(true);
        else expect(tokens >= 1024 && tokens <= limit - 256).toBe(true);
      }),
    );
  });

  it("asks older models by a header to think between calls, beside what the owner put there", async () => {
    const beta = "interleaved-thinking-2025-05-14";
    expect((await asked("claude-sonnet-4-5", "low", { tools })).beta).toBe(beta);
    expect((await asked("claude-sonnet-4-5", "low", { tools, headers: { "Anthropic-Beta": "mine" } })).beta).toBe(`mine,${beta}`);
    expect((await asked("claude-sonnet-4-5", "low")).beta).toBeUndefined();
    expect((await asked("claude-sonnet-4-5", "off", { tools })).beta).toBeUndefined();
    expect((await asked("claude-3-7-sonnet-latest", "low", { tools })).beta).toBeUndefined();
    expect((await asked("claude-opus-4-8", "low", { tools })).beta).toBeUndefined();
  });

  it.each([
    ["thinking.adaptive.display: Extra inputs are not permitted", { type: "adaptive" }, "medium"],
    ["adaptive thinking is not supported on this model", undefined, null],
    ["output_config: Extra inputs are not permitted", undefined, null],
    ["`thinking.type.disabled` is not supported for this model.", undefined, null],
  ])("is left out where the server objects: %s", async (message, thinking, sent) => {
    const modelId = `claude-opus-8-${message.length}`;
    const objects = (body: unknown) =>
      sent === null ? "thinking" in (body as object) : JSON.stringify(body).includes("display");
    upstream.script(modelId, ({ body }) =>
      objects(body)
        ? [{ kind: "refuse", status: 400, error: { code: null, type: "invalid_request_error", message } }]
        : [{ kind: "text", text: "Yes." }, stop],
    );
    const { outcome } = await runStep(nativeModel("anthropic", upstream, modelId));
    expect(outcome).toMatchObject({ finish: "stop", error: null, effortSent: sent });
    expect((lastBodyAt(upstream) as { thinking?: object }).thinking).toEqual(thinking);
  });
});

describe("a Claude model", () => {
  it.each([
    ["claude-opus-4-5-20251101", "Claude Opus 4.5"],
    ["claude-opus-4-0", "Claude Opus 4"],
    ["claude-sonnet-4-20250514", "Claude Sonnet 4"],
    ["claude-3-7-sonnet-latest", "Claude Sonnet 3.7"],
    ["claude-haiku-5-5", "Claude Haiku 5.5"],
    ["MiniMax-M2", "MiniMax-M2"],
  ])("%s is called %s", (modelId, name) => {
    expect(claudeName(modelId)).toBe(name);
  });

  it("says truly which efforts it takes: where thinking cannot be turned off, `off` is not offered", () => {
    const connection = openConnection(nativeConfig("anthropic", upstream));
    const cannot = wellKnownClaudeModels.filter((modelId) => !connection.describe(modelId).efforts.includes("off"));
    expect(cannot).toEqual(["claude-opus-5-5", "claude-sonnet-5-5"]);
    expect(connection.describe("claude-fable-5-2").efforts).not.toContain("off");
  });

  it("is known without a list at Anthropic's own address, and nowhere else", () => {
    const official = openConnection(nativeConfig("anthropic", { url: "https://api.anthropic.com/v1" }));
    expect(official.known.map(({ id }) => id)).toEqual(wellKnownClaudeModels.map((modelId) => `anthropic/${modelId}`));
    expect(official.known.every(({ reasons, callsTools }) => reasons && callsTools)).toBe(true);
    expect(openConnection(nativeConfig("anthropic", upstream)).known).toEqual([]);
  });
});
