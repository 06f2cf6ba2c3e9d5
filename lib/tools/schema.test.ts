import { describe, expect, it } from "vitest";
import { z } from "zod";
import { declarationOf, defineTool, inputSchemaOf, isToolName, toolNamed } from "./schema.ts";

const tool = defineTool({
  name: "probe",
  title: "Probe",
  purpose: "Probes.",
  description: "Probes a thing.",
  input: z.strictObject({ thing: z.string().max(9).describe("What to probe"), deep: z.boolean().default(false) }),
  effect: "read-only",
  timeoutMs: 1000,
  say: ({ thing }) => thing,
  run: async ({ thing }) => ({ result: thing }),
});

describe("a tool's schema", () => {
  it("is an object's, with descriptions, and asks for no field that has a default", () => {
    expect(declarationOf(tool)).toEqual({
      name: "probe",
      description: "Probes a thing.",
      inputSchema: {
        type: "object",
        properties: {
          thing: { type: "string", maxLength: 9, description: "What to probe" },
          deep: { type: "boolean", default: false },
        },
        required: ["thing"],
        additionalProperties: false,
      },
    });
    expect(inputSchemaOf(z.object({}))).toEqual({ type: "object", properties: {} });
    expect(() => inputSchemaOf(z.string())).toThrow();
  });
});

describe("a tool's name", () => {
  it("is letters, digits, _ and -, and none that every object has", () => {
    for (const name of ["a", "run_javascript", "files__read-file", "A".repeat(64)]) expect(isToolName(name)).toBe(true);
    const wrong = ["", "a b", "ä", "a.b", "A".repeat(65), "__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];
    for (const name of wrong) expect(isToolName(name)).toBe(false);
  });

  it("finds its tool and no other", () => {
    expect(toolNamed([tool], "probe")).toBe(tool);
    for (const name of ["__proto__", "constructor", "0", "length", "Probe"]) expect(toolNamed([tool], name)).toBeNull();
  });
});
