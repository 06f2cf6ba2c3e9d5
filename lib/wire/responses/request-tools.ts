/** Owns: the tools of a request, which of them the model is to use, and the form that its text is to have. */
import { z } from "zod";
import type { CallSettings, ClientTool } from "#lib/reasoning/brief.ts";

const object = z.record(z.string(), z.unknown());

export const tool = z
  .object({
    type: z.literal("function", "only function tools are taken; this application's own tools are switched on with the key"),
    name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "expected letters, digits, _ and -, at most 64"),
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

/** What is wrong with it beside these tools; null: nothing. */
export function faultOfChoice(choice: CallSettings["toolChoice"], tools: readonly ClientTool[]): string | null {
  if (choice === "required" && tools.length === 0) return "requires a tool, but there are no tools";
  const isThere = typeof choice !== "object" || tools.some(({ name }) => name === choice.name);
  return isThere ? null : "names a tool that is not among tools";
}

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
