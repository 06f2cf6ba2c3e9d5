import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storable, storableValue } from "./storable.ts";

const awkward = fc.string({ unit: fc.oneof(fc.constantFrom("\0", "\ud83d", "\ude00", "a"), fc.string({ unit: "binary" })) });

describe("storable", () => {
  it("replaces what cannot be stored, one for one, and nothing else", () => {
    expect(storable("a\0b\ud83dc\ude00 \ud83d\ude00\u0001")).toBe("a\uFFFDb\uFFFDc\uFFFD \ud83d\ude00\u0001");
    fc.assert(
      fc.property(awkward, (text) => {
        const stored = storable(text);
        expect(stored.isWellFormed() && !stored.includes("\0")).toBe(true);
        expect(stored).toHaveLength(text.length);
        if (text.isWellFormed() && !text.includes("\0")) expect(stored).toBe(text);
        expect(storable(stored)).toBe(stored);
      }),
    );
  });

  it("reaches every text and key of a value, and leaves the rest as it is", () => {
    const given = { "k\0": ["\0", { deep: "\ud800" }, null, true, 1.5], same: undefined };
    expect(storableValue(given)).toStrictEqual({ "k\uFFFD": ["\uFFFD", { deep: "\uFFFD" }, null, true, 1.5], same: undefined });
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(storableValue(value)).toStrictEqual(value);
      }),
    );
    const polluting = storableValue(JSON.parse('{"__proto__":{"isAdmin":true}}'));
    expect(JSON.stringify(polluting)).toBe('{"__proto__":{"isAdmin":true}}');
    expect(Object.getPrototypeOf(polluting)).toBe(Object.prototype);
  });
});
