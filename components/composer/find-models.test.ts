import { describe, expect, it } from "vitest";
import type { ModelInfo } from "#lib/models/model.ts";
import { findModels, marksOf } from "./find-models.ts";

function model(id: string, name: string, connection: string, more: Partial<ModelInfo> = {}): ModelInfo {
  const base = {
    reasons: null,
    efforts: [],
    defaultEffort: "medium" as const,
    contextSize: null,
    outputSize: null,
    callsTools: null,
    seesImages: null,
    price: null,
    examples: [],
  };
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

  it("puts the favourites first, as they were marked, and nowhere else", () => {
    const groups = findModels(models, "", ["local/qwen3-32b", "openai/gone", "openai/gpt-5"]);
    expect(groups.map((group) => [group.name, group.models.map((one) => one.id)])).toEqual([
      ["Favourites", ["local/qwen3-32b", "openai/gpt-5"]],
      ["OpenAI", ["openai/gpt-5-mini"]],
    ]);
    expect(findModels(models, "mini", ["openai/gpt-5"]).map((group) => group.name)).toEqual(["OpenAI"]);
  });
});

describe("what a model can do", () => {
  it("is said in a few words, the unknown left out", () => {
    const known = { reasons: true, efforts: ["low", "high"] as ModelInfo["efforts"], contextSize: 400_000 };
    expect(marksOf(model("a/b", "B", "A", known))).toBe("always thinks, 2 efforts, 400 K context");
    expect(marksOf(model("a/b", "B", "A", { ...known, efforts: ["off", "high"], callsTools: true, seesImages: true }))).toBe(
      "thinks, 2 efforts, 400 K context, tools, images",
    );
    expect(marksOf(model("a/b", "B", "A", { reasons: false, contextSize: 1_048_576 }))).toBe("answers at once, 1 M context");
    expect(marksOf(model("a/b", "B", "A", { ...known, reasons: null }))).toBe("always thinks, 2 efforts, 400 K context");
    expect(marksOf(model("a/b", "B", "A"))).toBe("");
  });
});
