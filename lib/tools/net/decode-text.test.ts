import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";

const latin = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const utf8 = (text: string) => Uint8Array.from(Buffer.from(text));

describe("text of the web", () => {
  it("is what its header says, when that fits", () => {
    expect(decodeText(latin("caf\u00e9"), "iso-8859-1")).toBe("café");
    expect(decodeText(Uint8Array.of(0x93, 0xfa, 0x96, 0x7b), "Shift_JIS")).toBe("日本");
    expect(decodeText(Uint8Array.of(0xcf, 0xf0, 0xe8), "windows-1251")).toBe("При");
  });

  it("is what the page says, when the header says nothing, nonsense or what cannot be", () => {
    const page = latin('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">caf\u00e9');
    for (const header of [null, "no-such-charset", "utf-8"]) expect(decodeText(page, header)).toContain("café");
    expect(decodeText(latin("<?xml version='1.0' encoding='ISO-8859-15'?>\u00a4"), null)).toContain("€");
  });

  it("is UTF-8 when it is valid UTF-8, whatever is claimed", () => {
    expect(decodeText(utf8('<meta charset="iso-8859-1">café 日本'), "windows-1251")).toContain("café 日本");
  });

  it("goes by its byte order mark before all else, and leaves it out", () => {
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), "utf-16le")).toBe("a");
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x61, 0), "utf-8")).toBe("a");
    expect(decodeText(Uint8Array.of(0xfe, 0xff, 0, 0x61), null)).toBe("a");
  });

  it("keeps what it can of bytes that are almost UTF-8, or cut in the middle of a character", () => {
    expect(decodeText(latin("ok \u00ff ok"), "utf-8")).toBe("ok \ufffd ok");
    expect(decodeText(utf8("né, café").subarray(0, 8), "iso-8859-1")).toBe("né, caf");
  });

  it("is read whatever the bytes and whatever the header", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.option(fc.string()),
        (bytes, header) => typeof decodeText(bytes, header) === "string",
      ),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.option(fc.constantFrom("utf-8", "latin1")),
        (text, header) => decodeText(utf8(`é${text}`), header) === `é${text}`,
      ),
    );
  });
});
