import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitParts } from "./split-parts.ts";

describe("the parts of a text", () => {
  it("are the text, and none is too long or cuts a character", () => {
    const line = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.constantFrom("", "", "```", "word ".repeat(30), "日本".repeat(20)),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), fc.integer({ min: 4, max: 300 }), (lines, most) => {
        const text = lines.join("\n");
        const parts = splitParts(text, most);
        expect(parts.join("")).toBe(text);
        expect(parts.filter((part) => Buffer.byteLength(part) > most || (text !== "" && part === ""))).toEqual([]);
        expect(parts.filter((part) => part.isWellFormed() !== text.isWellFormed() && text.isWellFormed())).toEqual([]);
      }),
    );
  });

  it("end between blocks, not within code, where they can", () => {
    const block = `${"word ".repeat(6).trim()}\n\n`;
    const text = `${block.repeat(4)}\`\`\`\n${"code\n\n".repeat(4)}\`\`\`\n\n${block.repeat(8)}`;
    const parts = splitParts(text, 180);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts.slice(0, -1)) {
      expect(part.endsWith("\n\n")).toBe(true);
      expect((part.match(/```/g) ?? []).length % 2).toBe(0);
    }
  });

  it("of nothing are one that is empty", () => {
    expect(splitParts("", 100)).toEqual([""]);
  });
});
