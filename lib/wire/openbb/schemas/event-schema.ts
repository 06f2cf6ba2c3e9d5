/** Owns: the events that Workspace's kit for agents takes, as JSON Schema, by the names of the events. See `wire` 1.4. */
import { artifactSchema } from "./artifact-schema.ts";
import { citationSchema } from "./citation-schema.ts";
import { functionCallSchema } from "./function-call-schema.ts";

/** Names that are taken out of details, whatever their case. */
const takenOut =
  "^([Ll][Aa][Ss][Tt][Uu][Pp][Dd][Aa][Tt][Ee][Dd]|[Ss][Oo][Uu][Rr][Cc][Ee]|[Ii][Dd]|[Uu][Uu][Ii][Dd]|" +
  "[Ss][Tt][Oo][Rr][Ee][Dd][Ff][Ii][Ll][Ee][Uu][Uu][Ii][Dd]|[Uu][Rr][Ll]|[Dd][Aa][Tt][Aa][Kk][Ee][Yy]|" +
  "[Oo][Rr][Ii][Gg][Ii][Nn][Aa][Ll][Ff][Ii][Ll][Ee][Nn][Aa][Mm][Ee]|[Ee][Xx][Tt][Ee][Nn][Ss][Ii][Oo][Nn]|" +
  "[Cc][Aa][Tt][Ee][Gg][Oo][Rr][Yy]|[Ss][Uu][Bb][Cc][Aa][Tt][Ee][Gg][Oo][Rr][Yy]|" +
  "[Tt][Rr][Aa][Nn][Ss][Cc][Rr][Ii][Pp][Tt]_[Uu][Rr][Ll])$";

const statusUpdate = {
  type: "object",
  properties: {
    eventType: { enum: ["INFO", "WARNING", "ERROR"] },
    message: { type: "string", minLength: 1 },
    group: { const: "reasoning" },
    details: {
      type: "array",
      items: {
        anyOf: [{ type: "string" }, { type: "object", minProperties: 1, propertyNames: { not: { pattern: takenOut } } }],
      },
    },
    artifacts: { type: "array", items: artifactSchema },
    hidden: { type: "boolean" },
  },
  required: ["eventType", "message", "group", "details", "hidden"],
  additionalProperties: false,
};

export const eventSchemas: Record<string, object> = {
  copilotStatusUpdate: statusUpdate,
  copilotMessageChunk: {
    type: "object",
    properties: { delta: { type: "string", minLength: 1 } },
    required: ["delta"],
    additionalProperties: false,
  },
  copilotMessageArtifact: artifactSchema,
  copilotCitationCollection: {
    type: "object",
    properties: { citations: { type: "array", minItems: 1, items: citationSchema } },
    required: ["citations"],
    additionalProperties: false,
  },
  copilotPromptSuggestions: {
    type: "object",
    properties: { suggestions: { type: "array", items: { type: "string" } } },
    required: ["suggestions"],
    additionalProperties: false,
  },
  copilotFunctionCall: functionCallSchema,
};
