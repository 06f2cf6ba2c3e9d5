import { describe, expect, it } from "vitest";
import { aUsage } from "#lib/testing/builders.ts";
import { unknownUsage } from "./event.ts";
import { addUsage, sumUsage } from "./usage.ts";

describe("usage", () => {
  it("adds up", () => {
    expect(addUsage(aUsage(), aUsage({ input: 1 }))).toEqual({ input: 101, output: 100, reasoning: 60, cached: 0 });
  });

  it("is unknown as a sum where any member is, and known beside it", () => {
    expect(sumUsage([aUsage(), aUsage({ reasoning: null })])).toEqual({ input: 200, output: 100, reasoning: null, cached: 0 });
  });

  it("of a single call is that call's, and of none unknown", () => {
    expect(sumUsage([aUsage()])).toEqual(aUsage());
    expect(sumUsage([])).toEqual(unknownUsage);
  });
});
