import { describe, expect, it } from "vitest";
import { safeLink } from "./link.ts";

describe("a link in a model's text", () => {
  it("leads to the web and to mail, and nowhere else", () => {
    expect(safeLink("https://example.com/a?b#c", "here")?.href).toBe("https://example.com/a?b#c");
    expect(safeLink("mailto:someone@example.com", "write")?.href).toBe("mailto:someone@example.com");
    const refused = [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      "java\nscript:alert(1)",
      "\u0001javascript:alert(1)",
      "data:text/html,<script>alert(1)</script>",
      "vbscript:x",
      "file:///etc/passwd",
      "blob:https://example.com/1",
      "/settings",
      "//example.com/x",
      "#top",
      "http://",
      "https://exa\u200bmple.com",
      "",
    ];
    for (const href of refused) expect(safeLink(href, "here")).toBeNull();
  });

  it("says where it leads when its words name another place", () => {
    expect(safeLink("https://evil.example/login", "www.bank.com")?.shownHost).toBe("evil.example");
    expect(safeLink("https://evil.example/", "https://bank.com/login")?.shownHost).toBe("evil.example");
    expect(safeLink("https://bank.com.evil.example/", "bank.com")?.shownHost).toBe("bank.com.evil.example");
    expect(safeLink("https://bank.com@evil.example/", "here")?.shownHost).toBe("evil.example");
    expect(safeLink("mailto:thief@evil.example", "help@bank.com")?.shownHost).toBe("thief@evil.example");
    expect(safeLink("https://xn--bnk-0ma.com/", "bаnk.com")?.shownHost).toBe("xn--bnk-0ma.com");
  });

  it("is quiet when the words are honest", () => {
    expect(safeLink("https://www.bank.com/a", "bank.com")?.shownHost).toBeNull();
    expect(safeLink("https://docs.bank.com/a", "the bank.com documents")?.shownHost).toBeNull();
    expect(safeLink("https://example.com", "a page")?.shownHost).toBeNull();
  });
});
