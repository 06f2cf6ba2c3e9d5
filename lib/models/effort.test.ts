import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Effort, efforts } from "#lib/core/effort.ts";
import { defaultEffort, effortWord, nearestEffort } from "./effort.ts";
import { describeOpenAiModel, isChatModel, wellKnownOpenAiModels } from "./openai-models.ts";

const someEfforts = fc.subarray([...efforts]);
const anyEffort = fc.constantFrom(...efforts);
const rank = (effort: Effort) => efforts.indexOf(effort);

describe("the effort for a model", () => {
  it("is the wish itself wherever it is supported", () => {
    fc.assert(
      fc.property(someEfforts, anyEffort, (supported, wish) => {
        if (supported.includes(wish)) expect(nearestEffort(wish, supported)).toBe(wish);
      }),
    );
  });

  it("is supported, and above the wish only where nothing that thinks is below it", () => {
    fc.assert(
      fc.property(someEfforts, anyEffort, (supported, wish) => {
        const nearest = nearestEffort(wish, supported);
        if (nearest === null) {
          expect(supported).toEqual([]);
          return;
        }
        expect(supported).toContain(nearest);
        const below = supported.filter((effort) => rank(effort) <= rank(wish) && effort !== "off");
        if (below.length > 0) expect(nearest).toBe(below.at(-1));
        if (rank(nearest) > rank(wish)) expect(below).toEqual([]);
      }),
    );
  });

  it("never turns thinking off unasked where it can think", () => {
    fc.assert(
      fc.property(someEfforts, anyEffort, (supported, wish) => {
        if (wish !== "off" && supported.some((effort) => effort !== "off")) {
          expect(nearestEffort(wish, supported)).not.toBe("off");
        }
      }),
    );
  });

  it("is `none` on the wire where it is off here", () => {
    expect(efforts.map(effortWord)).toEqual(["none", "minimal", "low", "medium", "high", "xhigh", "max"]);
  });

  it("starts in the middle", () => {
    expect(defaultEffort(["off", "low", "medium", "high"])).toBe("medium");
    expect(defaultEffort(["high"])).toBe("high");
    expect(defaultEffort([])).toBe("off");
  });
});

describe("an OpenAI model", () => {
  it.each([
    ["gpt-5", "GPT-5"],
    ["gpt-5-mini", "GPT-5 mini"],
    ["gpt-5.1-codex-max", "GPT-5.1 codex max"],
    ["gpt-4o-2024-08-06", "GPT-4o 2024-08-06"],
    ["o4-mini", "o4-mini"],
    ["llama-3", "llama-3"],
  ])("%s is called %s", (id, name) => {
    expect(describeOpenAiModel(id).name).toBe(name);
  });

  it("of the well-known list converses and reasons", () => {
    for (const id of wellKnownOpenAiModels) {
      expect(isChatModel(id)).toBe(true);
      expect(describeOpenAiModel(id).reasons).toBe(true);
    }
  });

  it("hands out lists of efforts that are its own", () => {
    describeOpenAiModel("o3").efforts.push("max");
    expect(describeOpenAiModel("o3").efforts).toEqual(["low", "medium", "high"]);
  });
});
