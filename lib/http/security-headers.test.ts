import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./security-headers.ts";

const directives = (isDev: boolean) =>
  new Map(
    contentSecurityPolicy("abc123==", isDev)
      .split("; ")
      .map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1)]),
  );

describe("the content security policy", () => {
  it("lets only our own files and this response's nonce run", () => {
    expect(directives(false).get("script-src")).toEqual(["'self'", "'nonce-abc123=='"]);
  });

  it("lets nothing be embedded, embed us, or be sent elsewhere", () => {
    const policy = directives(false);
    for (const name of ["object-src", "base-uri", "frame-src", "frame-ancestors"]) expect(policy.get(name)).toEqual(["'none'"]);
    expect(policy.get("connect-src")).toEqual(["'self'"]);
    expect(policy.get("form-action")).toEqual(["'self'"]);
    expect(policy.get("img-src")).toEqual(["'self'", "data:", "blob:"]);
    expect(policy.get("default-src")).toEqual(["'self'"]);
  });

  it("is wider only in development", () => {
    expect(directives(true).get("script-src")).toContain("'unsafe-eval'");
    expect(contentSecurityPolicy("x", false)).not.toContain("unsafe-eval");
  });
});
