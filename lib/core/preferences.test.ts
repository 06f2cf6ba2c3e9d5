import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { efforts } from "./effort.ts";
import { answerFaces, defaultPreferences, panelWidthRange, readPreferences, themes, writePreferences } from "./preferences.ts";

describe("preferences", () => {
  it("come back from the cookie as they went in", () => {
    const preferences = fc.record({
      theme: fc.constantFrom(...themes),
      answerFace: fc.constantFrom(...answerFaces),
      isPanelOpen: fc.boolean(),
      panelWidth: fc.integer({ min: panelWidthRange.least, max: panelWidthRange.most }),
      isListOpen: fc.boolean(),
      effort: fc.option(fc.constantFrom(...efforts)),
      modelId: fc.option(fc.string({ minLength: 1, unit: "grapheme" })),
    });
    fc.assert(
      fc.property(preferences, (chosen) => {
        expect(readPreferences(writePreferences(chosen))).toEqual(chosen);
      }),
    );
  });

  it("are the defaults where there is no cookie", () => {
    expect(readPreferences(undefined)).toEqual(defaultPreferences);
  });

  it("survive any cookie, with a width inside the range", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (junk, width) => {
        for (const value of [junk, `dark.sans.1.${width}.0`, `${junk}.${width}`]) {
          const { panelWidth } = readPreferences(value);
          expect(panelWidth).toBeGreaterThanOrEqual(panelWidthRange.least);
          expect(panelWidth).toBeLessThanOrEqual(panelWidthRange.most);
        }
      }),
    );
  });
});
