import { describe, expect, it } from "vitest";
import { exposures, reasoningFormats } from "#lib/core/exposure.ts";
import { aCaller } from "#lib/testing/asking.ts";
import { ceilingOf, exposureFor } from "./exposure.ts";

const viewer = { userId: "per_1" };

describe("how much of the thinking a request is given", () => {
  it("is never more than its key allows, whatever it wishes", () => {
    for (const [rank, exposure] of exposures.entries()) {
      const caller = aCaller(viewer, { exposure });
      expect(ceilingOf(caller)).toBe(exposure);
      for (const wished of [undefined, ...exposures]) {
        for (const format of [undefined, "off" as const, ...reasoningFormats]) {
          const given = exposureFor(caller, { exposure: wished, format });
          expect(exposures.indexOf(given.exposure)).toBeLessThanOrEqual(rank);
        }
      }
    }
  });

  it("is what the key allows when nothing is wished, and less when less is", () => {
    const caller = aCaller(viewer, { exposure: "full", format: "tags" });
    expect(exposureFor(caller, {})).toEqual({ exposure: "full", format: "tags" });
    expect(exposureFor(caller, { exposure: "summary" })).toEqual({ exposure: "summary", format: "tags" });
    expect(exposureFor(caller, { format: "reasoning" })).toEqual({ exposure: "full", format: "reasoning" });
    expect(exposureFor(caller, { format: "off" })).toMatchObject({ exposure: "none" });
    expect(exposureFor(aCaller(viewer, { exposure: "none" }), { format: "both" })).toMatchObject({ exposure: "none" });
  });

  it("is everything for the person at this machine", () => {
    expect(exposureFor(aCaller(viewer, null), {})).toEqual({ exposure: "full", format: "reasoning_content" });
  });
});
