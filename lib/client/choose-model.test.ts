import { describe, expect, it } from "vitest";
import type { ModelInfo } from "#lib/models/model.ts";
import { chooseModel, firstKnown, withUnlisted } from "./choose-model.ts";

function model(id: string, efforts: ModelInfo["efforts"], defaultEffort: ModelInfo["defaultEffort"] = "medium"): ModelInfo {
  const connection = { id: "c", name: "C" };
  const unknown = { contextSize: null, outputSize: null, callsTools: null, seesImages: null, price: null };
  return { id, name: id.toUpperCase(), connection, reasons: true, efforts, defaultEffort, ...unknown, examples: [] };
}

const models = [model("c/a", ["off", "low", "high"], "low"), model("c/b", ["medium", "xhigh"]), model("c/plain", [], "off")];
const connection = (id: string, isListed: boolean, takesAnyName = true) => ({
  id,
  name: id.toUpperCase(),
  isListed,
  unlisted: takesAnyName ? { ...model(`${id}/`, ["low", "high"], "low"), name: "" } : null,
});
const connections = [connection("c", true), connection("free", false), connection("builtin", false, false)];
const known = { models, connections, named: ["c/mine", "builtin/mine"] };

describe("the model and effort of a submit", () => {
  it("are the first model and its own default where nothing was chosen", () => {
    expect(chooseModel(known, null, null)).toMatchObject({ modelId: "c/a", modelName: "C/A", effort: "low" });
  });

  it.each([
    ["c/a", "max", "high"],
    ["c/a", "minimal", "off"],
    ["c/b", "off", "medium"],
    ["c/b", "max", "xhigh"],
    ["c/plain", "high", "off"],
  ] as const)("for %s at %s come to %s, the nearest it has", (id, wished, got) => {
    expect(chooseModel(known, id, wished).effort).toBe(got);
  });

  it("name a model that is gone, so that it can be said", () => {
    expect(chooseModel(known, "c/gone", "high")).toEqual({
      modelId: "c/gone",
      modelName: "gone",
      effort: "high",
      model: null,
    });
  });
});

describe("a name that no list holds", () => {
  it.each(["free/org/mine", "c/mine"])("is a model as its connection describes it: %s", (id) => {
    const { modelName, model: info, effort } = chooseModel(known, id, "xhigh");
    expect([modelName, info?.id, info?.efforts, effort]).toEqual([id.slice(id.indexOf("/") + 1), id, ["low", "high"], "high"]);
  });

  it.each([
    ["that was not named where there is a list", "c/other"],
    ["where only the listed can be asked for", "builtin/mine"],
    ["of a connection that is off or gone", "elsewhere/mine"],
    ["that cannot be one", "free/not a name"],
    ["that is none", "free/"],
  ])("is gone: one %s", (_, id) => {
    expect(chooseModel(known, id, null).model).toBeNull();
  });

  it("stands once among the listed", () => {
    const ids = withUnlisted(known, ["", "c/a", "c/mine", "free/x", "c/mine", "c/gone"]).map(({ id }) => id);
    expect(ids).toEqual(["c/a", "c/b", "c/plain", "c/mine", "free/x"]);
  });
});

describe("what a new conversation begins with", () => {
  it("is the first wish that there is", () => {
    expect(firstKnown(known, ["c/gone", null, "c/b", "c/a"])).toBe("c/b");
    expect(firstKnown(known, ["c/gone", null])).toBeNull();
    expect(firstKnown(known, ["c/gone", "free/mine"])).toBe("free/mine");
  });
});
