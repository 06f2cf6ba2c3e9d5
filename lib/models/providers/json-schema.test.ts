import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closedSchema, schemaWithoutConstants } from "./json-schema.ts";

const person = {
  type: "object",
  properties: {
    name: { type: "string", minLength: 1, description: "Who." },
    kind: { const: "person" },
    children: { type: "array", maxItems: 3, items: { $ref: "#/$defs/child" } },
    // A property may have the name of a keyword.
    minimum: { type: "number", minimum: 0 },
  },
  required: ["name"],
  $defs: { child: { type: "object", properties: { age: { oneOf: [{ type: "integer" }, { type: "null" }] } } } },
};

describe("a closed schema", () => {
  it("closes every object, and says its limits in words", () => {
    expect(closedSchema(person)).toEqual({
      type: "object",
      properties: {
        name: { type: "string", description: "Who.\nminLength: 1" },
        kind: { const: "person" },
        children: { type: "array", description: "maxItems: 3", items: { $ref: "#/$defs/child" } },
        minimum: { type: "number", description: "minimum: 0" },
      },
      required: ["name"],
      additionalProperties: false,
      $defs: {
        child: {
          type: "object",
          properties: { age: { anyOf: [{ type: "integer" }, { type: "null" }] } },
          additionalProperties: false,
        },
      },
    });
  });

  it("leaves the one it was made of as it was", () => {
    const before = JSON.stringify(person);
    closedSchema(person);
    expect(JSON.stringify(person)).toBe(before);
  });
});

describe("a schema without constants", () => {
  it("means the same", () => {
    const ajv = new Ajv({ strict: false });
    const [asked, sent] = [ajv.compile(person), ajv.compile(schemaWithoutConstants(person))];
    expect(JSON.stringify(schemaWithoutConstants(person))).not.toContain('"const"');
    const value = fc.record(
      {
        name: fc.constantFrom("", "Ada", 5),
        kind: fc.constantFrom("person", "dog", null),
        children: fc.constantFrom([], [{ age: 1 }], [{ age: "x" }]),
        minimum: fc.constantFrom(-1, 1),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(value, (one) => {
        expect(sent(one)).toBe(asked(one));
      }),
    );
  });
});
