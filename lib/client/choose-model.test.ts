import { describe, expect, it } from "vitest";
import type { ModelInfo } from "#lib/models/model.ts";
import { chooseModel, firstKnown } from "./choose-model.ts";

function model(id: string, efforts: ModelInfo["efforts"], defaultEffort: ModelInfo["defaultEffort"] = "medium"): ModelInfo {
  const connection = { id: "c", name: "C" };
  const unknown = { contextSize: null, outputSize: null, callsTools: null, seesImages: null, price: null };
  return { id, name: id.toUpperCase(), connection, reasons: true, efforts, defaultEffort, ...unknown, examples: [] };
}

const models = [model("c/a", ["off", "low", "high"], "low"), model("c/b", ["medium", "xhigh"]), model("c/plain", [], "off")];

describe("the model and effort of a submit", () => {
  it("are the first model and its own default where nothing was chosen", () => {
    expect(chooseModel(models, null, null)).toMatchObject({ modelId: "c/a", modelName: "C/A", effort: "low" });
  });

  it.each([
    ["c/a", "max", "high"],
    ["c/a", "minimal", "off"],
    ["c/b", "off", "medium"],
    ["c/b", "max", "xhigh"],
    ["c/plain", "high", "off"],
  ] as const)("for %s at %s come to %s, the nearest it has", (id, wished, got) => {
    expect(chooseModel(models, id, wished).effort).toBe(got);
  });

  it("name a model that is gone, so that it can be said", () => {
    expect(chooseModel(models, "c/gone", "high")).toEqual({
      modelId: "c/gone",
      modelName: "gone",
      effort: "high",
      model: null,
    });
  });
});

describe("what a new conversation begins with", () => {
  it("is the first wish that there is", () => {
    expect(firstKnown(models, ["c/gone", null, "c/b", "c/a"])).toBe("c/b");
    expect(firstKnown(models, ["c/gone", null])).toBeNull();
  });
});
