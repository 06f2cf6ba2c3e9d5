/** Owns: the items of a request: what was said before and what is new. Each is understood or refused by name. */
import { z } from "zod";
import { readArguments } from "../request/read-arguments.ts";

export type InputItem =
  | { kind: "message"; role: "user" | "assistant" | "instructions"; id: string | null; text: string; imageUrls: string[] }
  | { kind: "call"; id: string | null; callId: string; name: string; args: unknown }
  | { kind: "result"; callId: string; text: string }
  | { kind: "reasoning"; id: string | null; sealed: string | null }
  | { kind: "reference"; id: string };

const text = (...types: [string, ...string[]]) =>
  z.object({ type: z.enum(types), text: z.string() }).transform((part) => ({ text: part.text, image: null }));
const refusal = z
  .object({ type: z.literal("refusal"), refusal: z.string() })
  .transform((part) => ({ text: part.refusal, image: null }));
const image = z
  .object({
    type: z.literal("input_image"),
    file_id: z.null("files are not kept here; send the picture in image_url").optional(),
    image_url: z.string(),
  })
  .transform((part) => ({ text: "", image: part.image_url }));

interface ReadPart {
  text: string;
  /** Its address. */
  image: string | null;
}

/** Which of the shapes it is is told by its type, so that what is wrong is said of that one. */
function oneOf(kinds: Record<string, z.ZodType<ReadPart>>, what: string): z.ZodType<ReadPart> {
  return z.unknown().transform((value, context): ReadPart => {
    const type = typeOf(value) ?? "";
    const schema = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (schema === undefined) {
      context.addIssue({
        code: "custom",
        path: ["type"],
        message: `${what} of type ${JSON.stringify(type.slice(0, 60))} are not taken`,
      });
      return z.NEVER;
    }
    return passOn(schema.safeParse(value), context);
  });
}

const spoken = text("input_text", "output_text", "text");
const texts = { input_text: spoken, output_text: spoken, text: spoken };

/** A text alone, or parts. */
function contentOf(kinds: Record<string, z.ZodType<ReadPart>>, what: string): z.ZodType<ReadPart[]> {
  const parts = z.array(oneOf(kinds, what), "expected a text or a list of parts");
  return z
    .unknown()
    .transform((value, context) =>
      typeof value === "string" ? [{ text: value, image: null }] : passOn(parts.safeParse(value), context),
    );
}

const id = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

const message = z
  .object({
    type: z.literal("message").optional(),
    role: z.enum(["user", "assistant", "system", "developer"]),
    id,
    content: z.unknown(),
  })
  .transform(({ role, id, content }, context): InputItem => {
    const kinds = role === "user" ? { ...texts, input_image: image } : { ...texts, refusal };
    const parsed = contentOf(kinds, `parts of a message of role ${role}`).safeParse(content);
    const parts = passOn(parsed, context, ["content"]);
    if (!parsed.success) return z.NEVER;
    return {
      kind: "message",
      role: role === "user" || role === "assistant" ? role : "instructions",
      id,
      text: joined(parts),
      imageUrls: parts.flatMap((part) => part.image ?? []),
    };
  });

const functionCall = z
  .object({ type: z.literal("function_call"), id, call_id: z.string().min(1), name: z.string().min(1), arguments: z.string() })
  .transform(
    (call): InputItem => ({
      kind: "call",
      id: call.id,
      callId: call.call_id,
      name: call.name,
      args: readArguments(call.arguments),
    }),
  );

const functionCallOutput = z
  .object({
    type: z.literal("function_call_output"),
    call_id: z.string().min(1),
    output: contentOf(texts, "results"),
  })
  .transform((result): InputItem => ({ kind: "result", callId: result.call_id, text: joined(result.output) }));

const reasoning = z
  .object({ type: z.literal("reasoning"), id, encrypted_content: z.string().nullish() })
  .transform((item): InputItem => ({ kind: "reasoning", id: item.id, sealed: item.encrypted_content ?? null }));

const reference = z
  .object({ type: z.literal("item_reference").nullish(), id: z.string().min(1) })
  .transform((item): InputItem => ({ kind: "reference", id: item.id }));

const itemSchemas: Record<string, z.ZodType<InputItem>> = {
  message,
  function_call: functionCall,
  function_call_output: functionCallOutput,
  reasoning,
  item_reference: reference,
};

export const inputItem: z.ZodType<InputItem> = z.unknown().transform((value, context): InputItem => {
  const isMessage = typeof value === "object" && value !== null && "role" in value;
  const type = typeOf(value) ?? (isMessage ? "message" : "item_reference");
  const schema = Object.hasOwn(itemSchemas, type) ? itemSchemas[type] : undefined;
  if (schema !== undefined) return passOn(schema.safeParse(value), context);
  context.addIssue({
    code: "custom",
    path: ["type"],
    message: `items of type ${JSON.stringify(type.slice(0, 60))} are not taken here`,
  });
  return z.NEVER;
});

function typeOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("type" in value)) return null;
  return typeof value.type === "string" ? value.type : null;
}

/** Hands what is wrong inside up to where the whole is read. */
function passOn<T>(result: z.ZodSafeParseResult<T>, context: z.core.$RefinementCtx<unknown>, path: PropertyKey[] = []): T {
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    context.addIssue({ code: "custom", path: [...path, ...issue.path], message: issue.message });
  }
  return z.NEVER;
}

function joined(parts: readonly ReadPart[]): string {
  return parts.flatMap((part) => (part.image === null ? [part.text] : [])).join("\n");
}
