import { describe, expect, it } from "vitest";
import { checkInput } from "#lib/tools/check-input.ts";
import { adaptTool } from "./adapt.ts";
import { argsOf } from "./check-args.ts";

const schema = {
  type: "object",
  properties: { path: { type: "string" }, lines: { type: "array", items: { type: "integer" } }, mode: { enum: ["r", "w"] } },
  required: ["path"],
  additionalProperties: false,
};
const problem = async (inputSchema: Record<string, unknown>, args: unknown) => {
  const listed = { name: "t", title: null, description: "", inputSchema, annotations: {} };
  return (
    await checkInput(
      adaptTool({ id: "s", name: "S" }, listed, () => Promise.reject(new Error())),
      args,
    )
  ).problem;
};

describe("arguments judged by a server's schema", () => {
  it.each([
    [{}, "must have required property 'path'"],
    [{ path: 1 }, "`path`: must be string"],
    [{ path: "a", lines: [1, "x"] }, "`lines.1`: must be integer"],
    [{ path: "a", mode: "x" }, "`mode`: must be equal to one of the allowed values"],
    [{ path: "a", more: 1 }, "must NOT have additional properties"],
    [[], "expected record"],
  ])("%j: %s", async (args, expected) => {
    expect(await problem(schema, args)).toContain(expected);
  });

  it("pass as they are when they fit", () => {
    const args = { path: "a", lines: [1, 2], mode: "r" };
    expect(argsOf(schema).parse(args)).toEqual(args);
  });

  it.each<[string, Record<string, unknown>]>([
    ["a reference that leads nowhere", { type: "object", properties: { a: { $ref: "#/nowhere" } } }],
    ["a dialect nobody knows", { type: "object", $schema: "https://example.com/dialect" }],
    [
      "fields named by an expression",
      { type: "object", patternProperties: { "^x": { type: "string" } }, additionalProperties: false },
    ],
    ["an expression that is none", { type: "object", properties: { a: { type: "string", pattern: "(" } } }],
  ])("are left to the server where its schema has %s", async (_, inputSchema) => {
    expect(await problem(inputSchema, { a: "1" })).toBeNull();
  });

  it("S59 are never held against an expression of a stranger's", async () => {
    const slow = { type: "object", properties: { a: { type: "string", pattern: "^(a+)+$" } } };
    expect(await problem(slow, { a: `${"a".repeat(60)}!` })).toBeNull();
  });

  it("S46 are judged by their own schema, also where another one claims the same id", () => {
    const strict = argsOf({ $id: "x", type: "object", required: ["a"] });
    const lax = argsOf({ $id: "x", type: "object" });
    expect([strict.safeParse({}).success, lax.safeParse({}).success]).toEqual([false, true]);
    expect([lax.safeParse({}).success, strict.safeParse({}).success]).toEqual([true, false]);
  });

  it("S46 may be called __proto__ or constructor, and change nothing but themselves", async () => {
    const args = JSON.parse('{"path":"a","__proto__":{"polluted":true},"constructor":1}');
    expect(await problem(schema, args)).toContain("additional properties");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
