import { describe, expect, it } from "vitest";
import { modelOfProvider } from "#lib/testing/request-bodies.ts";
import { unknownListed } from "./discover.ts";
import { openConnection } from "./open-connection.ts";
import type { ProviderKind } from "./provider-kinds.ts";

const kindsWithoutNames = ["openrouter", "ollama", "compatible", "responses"] as const;

describe("whether a model reads pictures", () => {
  it.each<[ProviderKind, string, boolean | null]>([
    ["openai", "gpt-5.1", true],
    ["openai", "o3-mini", false],
    ["anthropic", "claude-opus-4-8", true],
    ["anthropic", "glm-4.6", null],
    ["google", "gemini-3-flash-preview", true],
    ["deepseek", "deepseek-v4-pro", false],
    ["xai", "grok-4.3", true],
    ["xai", "grok-code-fast-1", false],
    ["groq", "meta-llama/llama-4-scout-17b-16e-instruct", true],
    ["groq", "openai/gpt-oss-120b", false],
    ["mistral", "pixtral-large-latest", true],
    ["mistral", "mistral-small-latest", null],
    ["compatible", "Qwen/Qwen2.5-VL-7B-Instruct", true],
    ["compatible", "qwen3-vl:8b", true],
    ["compatible", "llama3.2-vision", true],
    ["compatible", "llava:7b", true],
    ["compatible", "zai-org/GLM-4.5V", true],
    ["compatible", "gemma3:4b", true],
    ["compatible", "gemma3:1b", null],
    ["compatible", "gpt-oss:20b", false],
    ["compatible", "qwen3:8b", null],
    ["compatible", "some-model", null],
  ])("of %s by the name of %s is %s", (kind, modelId, sees) => {
    expect(modelOfProvider(kind, modelId).info.seesImages).toBe(sees);
  });

  it.each(kindsWithoutNames)("is what the list of %s says, where the name says nothing", (kind) => {
    const connection = openConnection({ id: kind, kind, name: kind, baseUrl: "http://127.0.0.1:9/v1", apiKey: "", headers: {} });
    for (const seesImages of [true, false, null]) {
      expect(connection.describe("some-model", { ...unknownListed, seesImages }).seesImages).toBe(seesImages);
    }
  });
});
