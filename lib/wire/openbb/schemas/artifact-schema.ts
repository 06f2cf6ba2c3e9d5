/** Owns: an artifact, as JSON Schema: parameters of a chart are there for a chart and for nothing else. */
const rows = { type: "array", items: { type: "object" } };

const axes = {
  type: "object",
  properties: {
    chartType: { enum: ["line", "bar", "scatter"] },
    xKey: { type: "string" },
    yKey: { type: "array", minItems: 1, items: { type: "string" } },
  },
  required: ["chartType", "xKey", "yKey"],
  additionalProperties: false,
};

const shares = {
  type: "object",
  properties: { chartType: { enum: ["pie", "donut"] }, angleKey: { type: "string" }, calloutLabelKey: { type: "string" } },
  required: ["chartType", "angleKey", "calloutLabelKey"],
  additionalProperties: false,
};

export const artifactSchema = {
  type: "object",
  properties: {
    type: { enum: ["text", "table", "chart", "html", "snowflake_query", "snowflake_python"] },
    name: { type: "string", minLength: 1, pattern: '^[^"<>]+$' },
    description: { type: "string" },
    uuid: { type: "string", format: "uuid" },
    content: { anyOf: [{ type: "string" }, rows] },
    chart_params: { anyOf: [axes, shares] },
    query_data_source: { type: "object", required: ["origin", "id", "widget_uuid"] },
  },
  required: ["type", "name", "description", "uuid", "content"],
  additionalProperties: false,
  allOf: [
    {
      if: { properties: { type: { const: "chart" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: { required: ["chart_params"], properties: { content: rows } },
      else: { properties: { chart_params: false } },
    },
    {
      if: { properties: { type: { const: "snowflake_query" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: { required: ["query_data_source"] },
    },
  ],
};
