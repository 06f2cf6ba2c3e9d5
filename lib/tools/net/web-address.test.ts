import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ToolFailure } from "#lib/tools/tool.ts";
import { readWebAddress } from "./web-address.ts";

describe("an address of the web", () => {
  it.each([
    ["http://2130706433/", "http://127.0.0.1/"],
    ["http://0x7f.1/", "http://127.0.0.1/"],
    ["http://0177.0.0.01/", "http://127.0.0.1/"],
    ["http://127.0.0.1./", "http://127.0.0.1/"],
    ["http://%31%32%37.0.0.1/", "http://127.0.0.1/"],
    ["http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/"],
    ["http://[::ffff:7f00:1]/", "http://[::ffff:7f00:1]/"],
    ["http://BÜCHER.example/", "http://xn--bcher-kva.example/"],
    ["  https://example.com/a b#part ", "https://example.com/a%20b"],
    ["https://example.com:8443/", "https://example.com:8443/"],
  ])("%s is read as %s", (text, href) => {
    expect(readWebAddress(text).href).toBe(href);
  });

  it.each([
    "example.com",
    "file:///etc/passwd",
    "ftp://example.com/",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://user:secret@example.com/",
    "https://user@example.com/",
    "http://example.com:22/",
    "http://example.com:25/",
    "http://",
    "",
  ])("%s is none", (text) => {
    expect(() => readWebAddress(text)).toThrow(ToolFailure);
  });

  it("keeps a password out of what it says", () => {
    expect(() => readWebAddress("https://user:hunter2@example.com/")).toThrow(/^(?!.*hunter2)/);
  });

  it("is read or refused with a sentence, whatever it is", () => {
    const piece = fc.string({ unit: "grapheme", maxLength: 12 });
    const built = fc
      .tuple(
        fc.constantFrom("http", "https", "ftp", "HTTP"),
        fc.constantFrom("", "user@", "user:word@", ":@"),
        piece,
        fc.nat(70_000),
        piece,
      )
      .map(([scheme, login, host, port, path]) => `${scheme}://${login}${host}:${port}/${path}#x`);
    fc.assert(
      fc.property(fc.oneof(piece, built), (text) => {
        try {
          const url = readWebAddress(text);
          expect([url.username, url.password, url.hash]).toEqual(["", "", ""]);
          expect(url.protocol).toMatch(/^https?:$/);
        } catch (error) {
          expect(error).toBeInstanceOf(ToolFailure);
        }
      }),
    );
  });
});
