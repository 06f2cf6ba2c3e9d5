import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visibleName, visibleText } from "./visible-text.ts";

describe("characters that hide", () => {
  it("are spelt out, wherever they stand", () => {
    expect(visibleText("safe\u202Egnp.exe")).toBe("safe\\u202Egnp.exe");
    expect(visibleText("pay\u200Bpal")).toBe("pay\\u200Bpal");
    expect(visibleText("a\u0000b\u2066c\ufeff")).toBe("a\\u0000b\\u2066c\\uFEFF");
    expect(visibleText("tag\u{e0041}")).toBe("tag\\u{E0041}");
    expect(visibleText("two\u2028lines")).toBe("two\\u2028lines");
  });

  it("leave readable text as it is, pictures of several signs too", () => {
    for (const text of ["line\n\tnext", "Grüße, 東京, שלום, مرحبا", "👩‍💻 at work", "👨‍👩‍👧", "❤️‍🔥"]) {
      expect(visibleText(text)).toBe(text);
    }
    expect(visibleText("a\u200db")).toBe("a\\u200Db");
  });

  it("are in no text that was made visible, and it says no less", () => {
    const hostile = fc
      .array(
        fc.oneof(fc.constantFrom("\u202e", "\u200b", "\u2066", "\u0007", "a", " "), fc.string({ unit: "binary", maxLength: 5 })),
      )
      .map((all) => all.join(""));
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = visibleText(text);
        expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u2028\u007f]/u);
        expect(shown.length).toBeGreaterThanOrEqual(text.length);
      }),
    );
  });

  it("do not stretch a name over lines", () => {
    expect(visibleName("  delete\n\nall \u202E ")).toBe("delete all \\u202E");
    expect(visibleName("\ud800")).toBe("\ufffd");
  });
});
