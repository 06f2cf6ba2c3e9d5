import { describe, expect, it } from "vitest";
import { createSchema, patchSchema } from "./input.ts";

const complaints = (input: Record<string, unknown>) => {
  const parsed = createSchema.safeParse({ kind: "compatible", ...input });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};
const addressOf = (baseUrl: string) => createSchema.parse({ kind: "compatible", baseUrl }).baseUrl;

describe("the address of a provider", () => {
  it.each([
    ["http://127.0.0.1:8000/v1/", "http://127.0.0.1:8000/v1"],
    ["  https://Example.COM ", "https://example.com"],
    ["https://api.example.com/v1/chat/completions", "https://api.example.com/v1"],
    ["https://api.example.com/v1/models/", "https://api.example.com/v1"],
    ["http://[::1]:1234/v1", "http://[::1]:1234/v1"],
    ["http://192.168.1.20:11434", "http://192.168.1.20:11434"],
  ])("%s is taken as %s", (given, taken) => {
    expect(addressOf(given)).toBe(taken);
  });

  it.each([
    "",
    "localhost:8000",
    "ftp://example.com",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://",
    "http://user:secret@example.com/v1",
    "http://good.example@evil.example/v1",
    "https://example.com/v1?key=secret",
    "https://example.com/v1#x",
    "http://169.254.169.254/latest/meta-data",
    "http://[fe80::1]/v1",
    "http://2852039166/v1",
    `https://example.com/${"x".repeat(500)}`,
  ])("S35 S38 %j is refused, and not repeated", (given) => {
    const [complaint, ...rest] = complaints({ baseUrl: given });
    expect(complaint).toMatch(/^baseUrl: /);
    expect(complaint).not.toContain("secret");
    expect(rest).toEqual([]);
  });
});

describe("extra headers", () => {
  it("are taken by any name and value that can be one", () => {
    expect(complaints({ headers: { "X-Tenant": "a b, c", "cf-access-client-id": "x.access" } })).toEqual([]);
  });

  it.each([
    [{ "X-A": "one\r\nX-B: two" }],
    [{ "X-A": "one\ntwo" }],
    [{ "X-A": "" }],
    [{ "X-A": "ü" }],
    [{ "bad name": "x" }],
    [{ "x:y": "x" }],
    [{ "": "x" }],
    [{ Host: "evil" }],
    [{ "content-length": "5" }],
    [{ "Transfer-Encoding": "chunked" }],
    [{ "x-a": "1", "X-A": "2" }],
    [Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`x-${index}`, "1"]))],
  ])("%j are refused, naming the field", (headers) => {
    const [complaint] = complaints({ headers });
    expect(complaint).toMatch(/^headers/);
  });
});

describe("a key", () => {
  it("is taken without the spaces around it", () => {
    expect(createSchema.parse({ kind: "openai", apiKey: " sk-1234 \n" }).apiKey).toBe("sk-1234");
  });

  it.each(["", "   ", "sk with space", "sk-\u00fc", "x".repeat(1001)])("%j is refused, and not repeated", (apiKey) => {
    expect(complaints({ apiKey })[0]).toMatch(/^apiKey: (?!.*(sk|xxx))/);
  });
});

describe("what is said of a connection", () => {
  it("has no fields but its own", () => {
    expect(complaints({ userId: "per_x" })).toHaveLength(1);
    expect(patchSchema.safeParse({ kind: "openai" }).success).toBe(false);
    expect(createSchema.safeParse({ kind: "constructor" }).success).toBe(false);
  });

  it("changes something", () => {
    expect(patchSchema.safeParse({}).success).toBe(false);
    expect(patchSchema.safeParse({ apiKey: null }).success).toBe(true);
  });
});
