import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostLevels, parseJson } from "./parse-json.ts";

const nested = (levels: number) => `${'{"a":['.repeat(levels / 2)}1${"]}".repeat(levels / 2)}`;

describe("JSON of others", () => {
  it("is read as it is", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(text)).toStrictEqual(JSON.parse(text));
      }),
    );
    expect(() => parseJson("{")).toThrow(SyntaxError);
  });

  it("is refused when it is nested so deeply that nobody could write it again", () => {
    expect(JSON.stringify(parseJson(nested(mostLevels)))).toBe(nested(mostLevels));
    for (const levels of [mostLevels + 2, 40_000]) expect(() => parseJson(nested(levels))).toThrow(SyntaxError);
    expect(() => parseJson(`${"[".repeat(40_000)}${"]".repeat(40_000)}`)).toThrow(SyntaxError);
  });
});
