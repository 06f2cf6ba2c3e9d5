/** Owns: what a scripted server of OpenAI's formats refuses in what callers may set, in system messages and in pictures, as the real ones do. */
import { z } from "zod";
import type { WireError } from "./scenario.ts";

export const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);
const dataUrl = z.string().regex(/^(data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}|https:\/\/.*)$/);

const sampling = {
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  parallel_tool_calls: z.boolean().optional(),
};
const schema = z.looseObject({ type: z.string().optional() });
const name = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);

const chat = z.looseObject({
  ...sampling,
  messages: z
    .array(
      z.discriminatedUnion("role", [
        z.looseObject({ role: z.enum(["system", "developer"]), content: z.string().min(1) }),
        z.looseObject({
          role: z.literal("user"),
          content: z.union([
            z.string(),
            z
              .array(
                z.discriminatedUnion("type", [
                  z.strictObject({ type: z.literal("text"), text: z.string().min(1) }),
                  z.strictObject({ type: z.literal("image_url"), image_url: z.strictObject({ url: dataUrl }) }),
                ]),
              )
              .min(1),
          ]),
        }),
        z.looseObject({ role: z.enum(["assistant", "tool"]) }),
      ]),
    )
    .min(1),
  presence_penalty: z.number().min(-2).max(2).optional(),
  frequency_penalty: z.number().min(-2).max(2).optional(),
  seed: z.int().optional(),
  random_seed: z.int().optional(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).optional(),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).optional(),
  tool_choice: z
    .union([
      z.enum(["auto", "none", "required"]),
      z.strictObject({ type: z.literal("function"), function: z.strictObject({ name }) }),
    ])
    .optional(),
  response_format: z
    .discriminatedUnion("type", [
      z.strictObject({ type: z.literal("json_object") }),
      z.strictObject({
        type: z.literal("json_schema"),
        json_schema: z.strictObject({ name, schema, strict: z.boolean().optional() }),
      }),
    ])
    .optional(),
});

const responses = z.looseObject({
  ...sampling,
  instructions: z.string().min(1).optional(),
  input: z
    .union([
      z.string(),
      z.array(
        z.union([
          z.looseObject({
            role: z.literal("user"),
            content: z.union([
              z.string(),
              z
                .array(
                  z.discriminatedUnion("type", [
                    z.strictObject({ type: z.literal("input_text"), text: z.string().min(1) }),
                    z.strictObject({ type: z.literal("input_image"), image_url: dataUrl, detail: z.literal("auto").optional() }),
                  ]),
                )
                .min(1),
            ]),
          }),
          z.looseObject({ role: z.enum(["assistant", "system", "developer"]).optional() }),
        ]),
      ),
    ])
    .optional(),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
  tool_choice: z.union([z.enum(["auto", "none", "required"]), z.strictObject({ type: z.literal("function"), name })]).optional(),
  text: z
    .looseObject({
      format: z
        .discriminatedUnion("type", [
          z.strictObject({ type: z.enum(["text", "json_object"]) }),
          z.strictObject({ type: z.literal("json_schema"), name, schema, strict: z.boolean().optional() }),
        ])
        .optional(),
    })
    .optional(),
});
/** Fields of the older format that the newer one does not know. */
const olderFields = ["stop", "seed", "presence_penalty", "frequency_penalty", "response_format"];

/** Its 400; null: it takes the request. */
export function chatObjection(body: unknown): WireError | null {
  const parsed = chat.safeParse(body);
  if (!parsed.success) return invalid(parsed.error);
  const { tools, tool_choice: choice, parallel_tool_calls: parallel } = parsed.data;
  const named = typeof choice === "object" ? choice.function.name : null;
  return toolObjection(tools?.map((tool) => tool.function.name) ?? [], { choice, parallel, named });
}

/** `knowsSeed`: the server of xAI takes one. */
export function responsesObjection(body: unknown, knowsSeed: boolean): WireError | null {
  const parsed = responses.safeParse(body);
  if (!parsed.success) return invalid(parsed.error);
  const unknown = olderFields.find((field) => Object.hasOwn(parsed.data, field) && !(field === "seed" && knowsSeed));
  if (unknown !== undefined) return objection("unknown_parameter", unknown, `Unknown parameter: '${unknown}'.`);
  const { tools, tool_choice: choice, parallel_tool_calls: parallel } = parsed.data;
  const named = typeof choice === "object" ? choice.name : null;
  return toolObjection(tools?.map((tool) => tool.name) ?? [], { choice, parallel, named });
}

function toolObjection(
  declared: readonly string[],
  { choice, parallel, named }: { choice: unknown; parallel: unknown; named: string | null },
): WireError | null {
  const lonely = declared.length > 0 ? undefined : { tool_choice: choice, parallel_tool_calls: parallel };
  const field = Object.entries(lonely ?? {}).find(([, value]) => value !== undefined && value !== "auto")?.[0];
  if (field !== undefined) return objection(null, field, `'${field}' is only allowed when 'tools' are specified.`);
  if (named === null || declared.includes(named)) return null;
  return objection(null, "tool_choice", `Tool choice '${named}' not found in 'tools' parameter.`);
}

function invalid({ issues: [issue] }: z.ZodError): WireError {
  const param = issue?.path.join(".") ?? "";
  return objection("invalid_value", param, `Invalid value for '${param}': ${issue?.message}`);
}

function objection(code: string | null, param: string, message: string): WireError {
  return { code, type: "invalid_request_error", param, message };
}
