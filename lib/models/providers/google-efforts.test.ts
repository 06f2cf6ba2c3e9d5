import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Effort, efforts } from "#lib/core/effort.ts";
import { openConnection } from "#lib/models/open-connection.ts";
import { lastBodyAt, nativeConfig, nativeModel } from "#lib/testing/native.ts";
import { runStep, type StepOptions } from "#lib/testing/step.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { geminiName, wellKnownGeminiModels } from "./google-models.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

type Config = { generationConfig?: { maxOutputTokens?: number; thinkingConfig?: object } };

async function asked(modelId: string, effort: Effort, options: StepOptions = {}) {
  upstream.script(modelId, () => [{ kind: "text", text: "Yes." }, stop]);
  const { outcome } = await runStep(nativeModel("google", upstream, modelId), { effort, ...options });
  expect(outcome.error).toBeNull();
  const { generationConfig } = lastBodyAt(upstream) as Config;
  return { config: generationConfig?.thinkingConfig, most: generationConfig?.maxOutputTokens, sent: outcome.effortSent };
}

const level = (word: string) => ({ config: { includeThoughts: true, thinkingLevel: word }, sent: word });
const budget = (tokens: number) => ({ config: { includeThoughts: true, thinkingBudget: tokens }, sent: String(tokens) });
const off = { config: { thinkingBudget: 0 }, sent: "0" };

describe("the effort of a Gemini model", () => {
  it.each<[string, Effort, object]>([
    ["gemini-2.5-flash", "off", off],
    ["gemini-2.5-flash-lite", "off", off],
    ["gemini-2.5-flash", "minimal", budget(1024)],
    ["gemini-2.5-flash", "medium", budget(8192)],
    ["gemini-2.5-flash", "xhigh", budget(16_384)],
    ["gemini-2.5-flash", "max", budget(24_576)],
    ["gemini-2.5-pro", "off", budget(1024)],
    ["gemini-2.5-pro", "high", budget(16_384)],
    ["gemini-2.5-pro", "max", budget(32_768)],
    ["gemini-3-flash-preview", "off", level("minimal")],
    ["gemini-3-flash-preview", "max", level("high")],
    ["gemini-3-pro-preview", "medium", level("low")],
    ["gemini-3.1-pro-preview", "minimal", level("low")],
    ["gemini-3.1-pro-preview", "medium", level("medium")],
    ["gemini-3.8-flash", "off", level("low")],
    ["gemini-3.1-flash-lite-preview", "minimal", level("minimal")],
    ["gemini-4-hydrogen", "max", level("xhigh")],
    ["gemini-4-argon", "low", level("low")],
    ["gemini-9-new", "medium", level("medium")],
    ["gemini-2.0-flash", "high", { config: undefined, sent: null }],
    ["my-tuned-model", "high", { config: undefined, sent: null }],
  ])("%s: %s", async (modelId, effort, expected) => {
    expect(await asked(modelId, effort)).toMatchObject(expected);
  });

  it("never has a level and a budget side by side, and limits the output only when asked to", async () => {
    for (const modelId of wellKnownGeminiModels) {
      for (const effort of efforts) {
        const { config, most } = await asked(modelId, effort);
        expect(Object.keys(config ?? {}).filter((key) => key !== "includeThoughts")).toHaveLength(1);
        expect(most).toBeUndefined();
      }
    }
    expect(await asked("gemini-2.5-flash", "max", { outputLimit: 4096 })).toMatchObject({ most: 4096, ...budget(3072) });
  });

  it("is a budget the model can have, that leaves room for an answer", () => {
    const pro = nativeModel("google", upstream, "gemini-2.5-pro");
    fc.assert(
      fc.property(fc.constantFrom(...efforts), fc.integer({ min: 1024, max: 100_000 }), (effort, limit) => {
        const tokens = Number(pro.effortWord(effort, limit));
        expect(tokens).toBeGreaterThanOrEqual(512);
        expect(tokens).toBeLessThanOrEqual(Math.min(32_768, limit - limit / 4));
      }),
    );
  });

  it.each([
    [
      "Thinking level is not supported for this model.",
      (body: string) => body.includes("thinkingLevel"),
      { includeThoughts: true },
      null,
    ],
    [
      "Thinking_config.include_thoughts is only enabled when thinking is enabled.",
      (body: string) => body.includes("includeThoughts"),
      { thinkingLevel: "medium" },
      "medium",
    ],
  ])("is left out where the server objects: %s", async (message, objects, config, sent) => {
    const modelId = `gemini-7-${message.length}`;
    upstream.script(modelId, ({ body }) =>
      objects(JSON.stringify(body))
        ? [{ kind: "refuse", status: 400, error: { code: null, type: "", message } }]
        : [{ kind: "text", text: "Yes." }, stop],
    );
    const { outcome } = await runStep(nativeModel("google", upstream, modelId));
    expect(outcome).toMatchObject({ finish: "stop", error: null, effortSent: sent });
    expect((lastBodyAt(upstream) as Config).generationConfig?.thinkingConfig).toEqual(config);
  });
});

describe("a Gemini model", () => {
  it("can be told not to think only where it is 2.5 Flash", () => {
    const connection = openConnection(nativeConfig("google", upstream));
    const can = wellKnownGeminiModels.filter((modelId) => connection.describe(modelId).efforts.includes("off"));
    expect(can).toEqual(["gemini-2.5-flash", "gemini-2.5-flash-lite"]);
  });

  it("has a name for people", () => {
    expect(geminiName("gemini-2.5-flash-lite")).toBe("Gemini 2.5 Flash Lite");
    expect(geminiName("tunedModels/mine")).toBe("tunedModels/mine");
  });

  it("is known without a list at Google's own address, and nowhere else", () => {
    const official = openConnection(nativeConfig("google", { url: "https://generativelanguage.googleapis.com/v1beta" }));
    expect(official.known.map(({ id }) => id)).toEqual(wellKnownGeminiModels.map((modelId) => `google/${modelId}`));
    expect(openConnection(nativeConfig("google", upstream)).known).toEqual([]);
  });
});
