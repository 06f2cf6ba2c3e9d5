/** Owns: JSON Schemas as providers take them who take not all of them. What fits the changed one fits the original, as far as shapes go. Pure. */

type Schema = Record<string, unknown>;

/** Anthropic refuses these; in the description the model reads them all the same. */
const limits = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
];

/** Every object closed, and its limits said in words. */
export function closedSchema(schema: Schema): Schema {
  return mapSchema(schema, ({ oneOf, ...one }) => {
    const known = Object.entries(one);
    const said = known.filter(([key]) => limits.includes(key)).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    const rest = Object.fromEntries(known.filter(([key]) => !limits.includes(key)));
    const description = [...(typeof one.description === "string" ? [one.description] : []), ...said].join("\n");
    const isObject = one.type === "object" || one.properties !== undefined;
    return {
      ...rest,
      ...(oneOf !== undefined && { anyOf: oneOf }),
      ...(said.length > 0 && { description }),
      ...(isObject && { additionalProperties: false }),
    };
  });
}

/** A constant as a choice of one. */
export function schemaWithoutConstants(schema: Schema): Schema {
  return mapSchema(schema, (one) => {
    if (!("const" in one)) return one;
    const { const: only, ...rest } = one;
    return { ...rest, enum: [only] };
  });
}

/** Each schema within it, from the inside out. */
function mapSchema(schema: Schema, change: (schema: Schema) => Schema): Schema {
  const inner = (value: unknown): unknown => (isSchema(value) ? mapSchema(value, change) : value);
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (["properties", "$defs", "definitions"].includes(key) && isSchema(value)) {
      return [key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inner(one)]))];
    }
    if (["items", "prefixItems", "anyOf", "oneOf", "allOf", "additionalProperties"].includes(key)) {
      return [key, Array.isArray(value) ? value.map(inner) : inner(value)];
    }
    return [key, value];
  });
  return change(Object.fromEntries(entries));
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
