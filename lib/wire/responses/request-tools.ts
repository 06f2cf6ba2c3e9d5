/** Owns: the tools of a request, which of them the model is to use, and the form that its text is to have. */
import { z } from "zod";
import type { CallSettings, ClientTool } from "#lib/reasoning/brief.ts";
import { toolName } from "../request/read-client-tools.ts";

const object = z.record(z.string(), z.unknown());

export const tool = z
  .object({
    type: z.literal("function", "only function tools are taken; this application's own tools are switched on with the key"),
    name: toolName,
    description: z.string().nullish(),
    parameters: object.nullish(),
  })
  .transform(
    ({ name, description, parameters }): ClientTool => ({
      name,
      description: description ?? "",
      inputSchema: parameters ?? { type: "object", properties: {} },
    }),
  );

export const toolChoice = z.union(
  [
    z.enum(["auto", "none", "required"]),
    z.object({ type: z.literal("function"), name: z.string() }).transform(({ name }) => ({ name })),
  ],
  { error: "expected auto, none, required or a function by name" },
);

/** A schema that is not given is any JSON. */
export const textFormat = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("text") }),
    z.object({ type: z.literal("json_object") }),
    z.object({
      type: z.literal("json_schema"),
      name: z.string().nullish(),
      schema: object.nullish(),
      strict: z.boolean().nullish(),
    }),
  ])
  .transform((format): CallSettings["responseFormat"] => {
    if (format.type === "text") return undefined;
    if (format.type === "json_object" || format.schema == null) return { type: "json-object" };
    const { name, schema, strict } = format;
    return { type: "json-schema", name: name ?? "answer", schema, ...(strict == null ? {} : { strict }) };
  });
