/** Owns: a citation, as JSON Schema. */
const box = {
  type: "object",
  properties: {
    text: { type: "string" },
    page: { type: "integer" },
    x0: { type: "number" },
    top: { type: "number" },
    x1: { type: "number" },
    bottom: { type: "number" },
  },
  required: ["text", "page", "x0", "top", "x1", "bottom"],
};

export const citationSchema = {
  type: "object",
  properties: {
    id: { type: "string", format: "uuid" },
    source_info: {
      type: "object",
      properties: {
        type: { enum: ["widget", "direct retrieval", "web", "artifact"] },
        uuid: { type: "string", format: "uuid" },
        origin: { type: "string" },
        widget_id: { type: "string" },
        name: { type: "string" },
        description: { type: "string" },
        metadata: { type: "object" },
        citable: { type: "boolean" },
      },
      required: ["type"],
      additionalProperties: false,
    },
    details: { type: "array", items: { type: "object" } },
    quote_bounding_boxes: { type: "array", items: { type: "array", items: box } },
  },
  required: ["id", "source_info"],
  additionalProperties: false,
};
