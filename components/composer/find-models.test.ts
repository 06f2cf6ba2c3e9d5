import { describe, expect, it } from "vitest";
import type { ModelInfo } from "#lib/models/model.ts";
import { findModels, marksOf } from "./find-models.ts";

function model(id: string, name: string, connection: string, more: Partial<ModelInfo> = {}): ModelInfo {
  const base = { reasons: null, efforts: [], defaultEffort: "medium" as const, contextSize: null, examples: [] };
  return { id, name, connection: { id: connection.toLowerCase(), name: connection }, ...base, ...more };
}

const models = [
  model("openai/gpt-5", "GPT-5", "OpenAI"),
  model("local/qwen3-32b", "qwen3-32b", "Local"),
  model("openai/gpt-5-mini", "GPT-5 mini", "OpenAI"),
];

describe("finding a model", () => {
  it("groups all of them by connection while nothing is asked", () => {
    const groups = findModels(models, " ").map((group) => [group.name, group.models.map((one) => one.name)]);
    expect(groups).toEqual([
      ["OpenAI", ["GPT-5", "GPT-5 mini"]],
      ["Local", ["qwen3-32b"]],
    ]);
  });

  it("takes every word as a condition, in any order and case", () => {
    expect(findModels(models, "MINI openai").flatMap((group) => group.models.map((one) => one.id))).toEqual([
      "openai/gpt-5-mini",
    ]);
    expect(findModels(models, "mini local")).toEqual([]);
  });
});

describe("what a model can do", () => {
  it("is said in a few words, the unknown left out", () => {
    const known = { reasons: true, efforts: ["low", "high"] as ModelInfo["efforts"], contextSize: 400_000 };
    expect(marksOf(model("a/b", "B", "A", known))).toBe("thinks, 2 efforts, 400 K context");
    expect(marksOf(model("a/b", "B", "A", { reasons: false, contextSize: 1_048_576 }))).toBe("answers at once, 1 M context");
    expect(marksOf(model("a/b", "B", "A"))).toBe("");
  });
});
