import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tidyJson } from "./tidy-json.ts";

describe("tidy JSON", () => {
  it("keeps short lists and objects on their line", () => {
    expect(tidyJson({ a: 1, window: [1, 2, 3], deep: { b: { c: "x".repeat(40) } } })).toBe(
      `{\n  "a": 1,\n  "window": [1, 2, 3],\n  "deep": {\n    "b": {\n      "c": "${"x".repeat(40)}"\n    }\n  }\n}`,
    );
    expect(tidyJson({ empty: {}, none: [] })).toBe('{\n  "empty": {},\n  "none": []\n}');
  });

  it("says exactly what it was given", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(JSON.parse(tidyJson(value)))).toBe(JSON.stringify(value));
      }),
    );
  });
});
