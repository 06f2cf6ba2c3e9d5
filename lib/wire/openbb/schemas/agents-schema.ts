/** Owns: the documented shape of `/agents.json`, as JSON Schema. Where the pages on it differ, both are taken: see `wire` 1.1. */
const customFeature = {
  type: "object",
  properties: {
    label: { type: "string", minLength: 1 },
    type: { enum: ["toggle", "text", "select"] },
    default: { type: ["boolean", "string"] },
    description: { type: "string" },
    placeholder: { type: "string" },
    options: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        properties: { label: { type: "string", minLength: 1 }, value: { type: "string", minLength: 1 } },
        required: ["label", "value"],
        additionalProperties: false,
      },
    },
  },
  required: ["label"],
  if: { properties: { type: { const: "select" } }, required: ["type"] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  then: { required: ["options"] },
  additionalProperties: false,
};

const builtIn = [
  "streaming",
  "widget-dashboard-select",
  "widget-dashboard-search",
  "widget-global-search",
  "mcp-tools",
  "generative-ui",
  "file-upload",
  "feedback",
];

const agent = {
  type: "object",
  properties: {
    name: { type: "string", minLength: 1 },
    description: { type: "string", minLength: 1 },
    image: { type: ["string", "null"], format: "uri-reference" },
    endpoints: {
      type: "object",
      properties: {
        query: { type: "string", format: "uri-reference", minLength: 1 },
        feedback: { type: "string", format: "uri-reference", minLength: 1 },
      },
      required: ["query"],
      additionalProperties: false,
    },
    features: {
      type: "object",
      properties: Object.fromEntries(builtIn.map((name) => [name, { type: "boolean" }])),
      additionalProperties: { anyOf: [{ type: "boolean" }, customFeature] },
    },
  },
  required: ["name", "description", "endpoints", "features"],
  // The address for votes is written only where votes are taken.
  if: { properties: { endpoints: { required: ["feedback"] } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  then: { properties: { features: { properties: { feedback: { const: true } }, required: ["feedback"] } } },
  additionalProperties: false,
};

export const agentsSchema = {
  $id: "openbb/agents",
  type: "object",
  minProperties: 1,
  patternProperties: { "^[a-z0-9-]+$": agent },
  additionalProperties: false,
};
