import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { group, joinEnds, shortenJson, shortenText } from "./shorten.ts";

const bytesOf = (text: string) => Buffer.byteLength(text);
const anyText = fc.string({ unit: "binary", maxLength: 600 });
const longText = fc.string({ unit: "binary", minLength: 100, maxLength: 600, size: "max" });

describe("shortenText", () => {
  it("leaves alone what is short enough, to the byte", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(shortenText(text, bytesOf(text))).toBe(text);
      }),
    );
  });

  it("keeps head and tail, says how much is missing, and stays within its bytes", () => {
    fc.assert(
      fc.property(longText, fc.integer({ min: 60, max: 99 }), (text, most) => {
        const short = shortenText(text, most);
        const found = /^([\s\S]*)\n\[… ([\d,]+) bytes left out …\]\n([\s\S]*)$/.exec(short);
        const [, head = "", missing = "", tail = ""] = found ?? [];
        expect(bytesOf(short)).toBeLessThanOrEqual(most);
        expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
        expect(bytesOf(head) + bytesOf(tail) + Number(missing.replaceAll(",", ""))).toBe(bytesOf(text));
      }),
    );
  });

  it("never parts a character", () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 130 }), fc.integer({ min: 0, max: 3 }), (most, shift) => {
        const short = shortenText(`${"a".repeat(shift)}${"👩🏽‍🚀".repeat(40)}`, most);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });

  it("joins ends whose middle is gone", () => {
    const joined = joinEnds({ head: `A${"x".repeat(500)}`, tail: `${"y".repeat(500)}Z`, bytes: 1_000_000 }, 200);
    expect(joined).toMatch(/^Ax+\n\[… 999,\d{3} bytes left out …\]\ny+Z$/);
    expect(bytesOf(joined)).toBeLessThanOrEqual(200);
  });
});

describe("shortenJson", () => {
  it("leaves out the middle of a long list, counted", () => {
    const value = { rows: Array.from({ length: 5000 }, (_, id) => ({ id })), name: "all" };
    const short = shortenJson(value, 4000) as { rows: unknown[]; name: string };
    expect(bytesOf(JSON.stringify(short))).toBeLessThanOrEqual(4000);
    expect(short.name).toBe("all");
    expect(short.rows[0]).toEqual({ id: 0 });
    expect(short.rows.at(-1)).toEqual({ id: 4999 });
    const mark = short.rows.find((row) => typeof row === "string");
    expect(mark).toBe(`… ${group(5000 - short.rows.length + 1)} of 5,000 entries left out …`);
  });

  it("shortens the one long text among short ones", () => {
    const short = shortenJson({ title: "kept", body: "x".repeat(100_000) }, 10_000) as Record<string, string>;
    expect(short.title).toBe("kept");
    expect(short.body).toMatch(/^x+\n\[… [\d,]+ bytes left out …\]\nx+$/);
  });

  it("keeps any JSON value within its bytes, and changes none that fits", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 100, max: 2000 }), (value, most) => {
        const short = shortenJson(value, most);
        if (bytesOf(JSON.stringify(value)) <= 100) expect(JSON.stringify(short)).toBe(JSON.stringify(value));
        else expect(typeof short === "string" || bytesOf(JSON.stringify(short)) <= most).toBe(true);
      }),
    );
  });

  it("gives up on structure where nothing else helps, and says so in the text", () => {
    const wide = Array.from({ length: 9 }, () => Array.from({ length: 9 }, () => Array.from({ length: 9 }, () => "abc")));
    const short = shortenJson(wide, 500);
    expect(short).toMatch(/^\[\[\["abc".*\n\[… [\d,]+ bytes left out …\]\n.*\]\]\]$/);
    expect(bytesOf(String(short))).toBeLessThanOrEqual(500);
  });
});
