import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoteForeign, withoutInvisible } from "./quote-foreign.ts";

describe("a quotation", () => {
  it("holds the text as it is, between two lines that nothing in it can be", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const quoted = quoteForeign("Page: x", text);
        const mark = /marked (\w+) is quoted/.exec(quoted)?.[1] ?? "";
        expect(mark).toMatch(/^[0-9a-f]{12}$/);
        expect(text).not.toContain(mark);
        expect(quoted.startsWith("Page: x\n")).toBe(true);
        expect(quoted.endsWith(`\n===== ${mark} quotation begins =====\n${text}\n===== ${mark} quotation ends =====`)).toBe(true);
      }),
    );
  });

  it("has another mark each time, so that a page cannot know it", () => {
    expect(quoteForeign("", "a")).not.toBe(quoteForeign("", "a"));
  });
});

describe("text without what nobody sees", () => {
  it("loses control characters, tag letters and turns of direction, and keeps all else", () => {
    expect(withoutInvisible("a\u0000\u001b[0m\u{e0041}\u{e0042}\u202eb\u2066\tc\r\nd\re")).toBe("a[0mb\tc\nd\ne");
    const kept = "👩‍👩‍👧 नमस्ते می‌خواهم שלום 日本 é\n\t";
    expect(withoutInvisible(kept)).toBe(kept);
  });
});
