import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { purposeOf, wholeArguments, writtenArguments } from "./arguments.ts";

describe("arguments while they are written", () => {
  it("are read as text where there is only one, from its first letter on", () => {
    const whole = JSON.stringify({ code: 'let a = "x";\nlog(a);' });
    expect(writtenArguments("")).toBeNull();
    expect(writtenArguments('{"co')).toMatchObject({ key: null, text: '{"co' });
    expect(writtenArguments('{"code":"let a = \\')).toMatchObject({ key: "code", text: "let a = " });
    expect(writtenArguments('{"code":"\\u00e')).toMatchObject({ key: "code", text: "" });
    expect(writtenArguments(whole)).toMatchObject({ key: "code", text: 'let a = "x";\nlog(a);' });
  });

  it("are as they were written where there are several, or where they are no JSON", () => {
    const several = '{"a":"b","c":1';
    expect(writtenArguments(several)).toMatchObject({ key: null, text: several });
    expect(writtenArguments("rm -rf")).toMatchObject({ key: null, text: "rm -rf" });
  });

  it("only grow while one text is written, at every cut", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.nat(), (text, cut) => {
        const written = JSON.stringify({ text });
        const at = '{"text":"'.length + (cut % Math.max(1, written.length - 11));
        const shown = writtenArguments(written.slice(0, at));
        expect(text.startsWith((shown?.text ?? "").replace(/[\ud800-\udbff]$/, ""))).toBe(true);
      }),
    );
  });

  it("show of very long ones the end, and say what is missing", () => {
    const shown = writtenArguments(`{"text":"${"a".repeat(50_000)}z`);
    expect(shown?.text.endsWith("az")).toBe(true);
    expect(shown).toMatchObject({ leftOut: 30_001 });
  });
});

describe("whole arguments", () => {
  it("are one text, or tidy JSON", () => {
    expect(wholeArguments({ expression: "17 * 24" })).toEqual({ key: "expression", text: "17 * 24", language: null, leftOut: 0 });
    expect(wholeArguments({ code: "1" })).toMatchObject({ key: "code", language: "javascript" });
    expect(wholeArguments({ a: 1, b: [2] })).toMatchObject({
      key: null,
      language: "json",
      text: '{\n  "a": 1,\n  "b": [2]\n}',
    });
    for (const nothing of [{}, [], null, undefined, ""]) expect(wholeArguments(nothing)).toBeNull();
  });

  it("are all there where a person is asked, and a part of them elsewhere, which says so", () => {
    const args = { text: "🙂".repeat(40_000) };
    expect(wholeArguments(args)).toMatchObject({ text: args.text, leftOut: 0 });
    const part = wholeArguments(args, 4_001);
    expect(part?.leftOut).toBe(75_999);
    expect(part?.text).not.toMatch(/\p{Surrogate}/u);
  });

  it("are named in a few words", () => {
    expect(purposeOf({ query: "rates", limit: 5, deep: {} })).toBe("rates, 5");
    expect(purposeOf({ query: "x".repeat(500) })).toHaveLength(160);
    expect(purposeOf(null)).toBe("");
  });
});
