/** Owns: what a scripted Anthropic server refuses and how it lists models, as the real one does. */
import { z } from "zod";
import { signatureOf, withheldThought } from "./anthropic-wire.ts";
import { base64 } from "./openai-rules.ts";

/** Limits that the constrained answer cannot keep. */
const refusedKeywords = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern", "oneOf"];

const image = z.strictObject({
  type: z.literal("base64"),
  media_type: z.enum(["image/png", "image/jpeg", "image/gif", "image/webp"]),
  data: base64,
});
const block = z.looseObject({
  type: z.string(),
  source: image.optional(),
  text: z.string().optional(),
  thinking: z.string().optional(),
  signature: z.string().optional(),
  data: z.string().optional(),
  id: z.string().optional(),
  tool_use_id: z.string().optional(),
});
const single = z.boolean().optional();
const request = z.strictObject({
  model: z.string(),
  max_tokens: z.number().optional(),
  stream: z.boolean().optional(),
  system: z.string().min(1).optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().min(0).max(1).optional(),
  stop_sequences: z.array(z.string().regex(/\S/, "each stop sequence must contain non-whitespace")).optional(),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
  tool_choice: z
    .discriminatedUnion("type", [
      z.strictObject({ type: z.enum(["auto", "any"]), disable_parallel_tool_use: single }),
      z.strictObject({ type: z.literal("tool"), name: z.string(), disable_parallel_tool_use: single }),
      z.strictObject({ type: z.literal("none") }),
    ])
    .optional(),
  output_config: z
    .strictObject({
      effort: z.string().optional(),
      format: z.strictObject({ type: z.literal("json_schema"), schema: z.record(z.string(), z.unknown()) }).optional(),
    })
    .optional(),
  thinking: z.looseObject({ type: z.string(), budget_tokens: z.number().optional() }).optional(),
  messages: z.array(z.looseObject({ role: z.enum(["user", "assistant"]), content: z.union([z.string(), z.array(block)]) })),
});
type Block = z.infer<typeof block>;

/** The message of its 400; null: it takes the request. */
export function anthropicObjection(body: unknown): string | null {
  const parsed = request.safeParse(body);
  if (!parsed.success) return shapeObjection(parsed.error);
  const { model, max_tokens: most, thinking, tools, messages } = parsed.data;
  // Servers of other houses sign nothing.
  const signs = model.includes("claude");
  if (most === undefined) return "max_tokens: Field required";
  if (messages[0]?.role !== "user") return "messages: first message must use the user role";
  const isThinking = thinking !== undefined && thinking.type !== "disabled";
  const unset = settingObjection(parsed.data, signs, isThinking);
  if (unset !== null) return unset;
  if (thinking?.type === "enabled") {
    const { budget_tokens: budget = 0 } = thinking;
    if (budget < 1024) return "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024";
    if (budget >= most) return "`max_tokens` must be greater than `thinking.budget_tokens`.";
  }
  const contents = messages.map(({ content }) => (typeof content === "string" ? [{ type: "text", text: content }] : content));
  if (tools === undefined && contents.flat().some(({ type }) => type === "tool_use")) {
    return "Requests which include `tool_use` or `tool_result` blocks must define tools";
  }
  for (const [index, content] of contents.entries()) {
    const said = contentObjection(content, index, signs) ?? pairObjection(content, contents[index + 1] ?? [], index);
    if (said !== null) return said;
  }
  return null;
}

function shapeObjection({ issues: [issue] }: z.ZodError): string {
  if (issue?.code === "unrecognized_keys") return `${issue.keys[0]}: Extra inputs are not permitted`;
  return `${issue?.path.join(".")}: ${issue?.message}`;
}

function settingObjection(
  { temperature, top_p: topP, tools, tool_choice: choice, output_config: output }: z.infer<typeof request>,
  isClaude: boolean,
  isThinking: boolean,
): string | null {
  if (isClaude && isThinking && (temperature ?? 1) !== 1) return "`temperature` may only be set to 1 when thinking is enabled.";
  if (isClaude && isThinking && (topP ?? 1) < 0.95)
    return "`top_p` must be greater than or equal to 0.95 when thinking is enabled.";
  if (isClaude && temperature !== undefined && topP !== undefined) {
    return "`temperature` and `top_p` cannot both be specified for this model. Please use only one.";
  }
  if (choice !== undefined && tools === undefined) return "tool_choice may only be specified while providing tools.";
  if (isThinking && (choice?.type === "any" || choice?.type === "tool")) {
    return "Thinking may not be enabled when tool_choice forces tool use.";
  }
  if (choice?.type === "tool" && tools?.every(({ name }) => name !== choice.name)) {
    return `Tool '${choice.name}' not found in provided tools`;
  }
  const at = "output_config.format.schema";
  const keyword = output?.format && refusedKeywords.find((word) => JSON.stringify(output.format).includes(`"${word}":`));
  if (keyword !== undefined) return `${at}: property '${keyword}' is not supported`;
  return isOpen(output?.format?.schema)
    ? `${at}: For 'object' type, 'additionalProperties' must be explicitly set to false`
    : null;
}

function isOpen(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  if (
    "type" in schema &&
    schema.type === "object" &&
    !("additionalProperties" in schema && schema.additionalProperties === false)
  ) {
    return true;
  }
  return Object.values(schema).some(isOpen);
}

function contentObjection(content: Block[], index: number, signs: boolean): string | null {
  for (const [place, { type, ...found }] of content.entries()) {
    const at = `messages.${index}.content.${place}`;
    if (type === "image" && found.source === undefined) return `${at}.image.source: Field required`;
    if (type === "text" && (found.text ?? "").trim() === "") return "messages: text content blocks must be non-empty";
    if (signs && type === "thinking" && found.signature !== signatureOf(found.thinking ?? "")) {
      return `${at}: Invalid \`signature\` in \`thinking\` block`;
    }
    if (type === "redacted_thinking" && found.data !== withheldThought)
      return `${at}: Invalid \`data\` in \`redacted_thinking\` block`;
    if (type === "tool_use" && !/^[a-zA-Z0-9_-]+$/.test(found.id ?? "")) {
      return `${at}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`;
    }
  }
  return null;
}

function pairObjection(content: Block[], following: Block[], index: number): string | null {
  const calls = content.flatMap(({ type, id }) => (type === "tool_use" && id !== undefined ? [id] : []));
  const results = following.flatMap(({ type, tool_use_id }) => (type === "tool_result" ? [tool_use_id] : []));
  const lonely = calls.filter((id) => !results.includes(id));
  if (lonely.length === 0) return null;
  return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${lonely.join(", ")}`;
}

/** A page of its list: `limit` and `after_id` of the query count. */
export function anthropicList(ids: readonly string[], query: URLSearchParams): object {
  const from = ids.indexOf(query.get("after_id") ?? "") + 1;
  const page = ids.slice(from, from + Number(query.get("limit") ?? 20));
  const supported = (yes: boolean) => ({ supported: yes });
  const data = page.map((id) => ({
    type: "model",
    id,
    display_name: `Model ${id}`,
    created_at: "2025-11-24T00:00:00Z",
    max_input_tokens: 200_000,
    max_tokens: 64_000,
    capabilities: {
      image_input: supported(true),
      thinking: { ...supported(true), types: { adaptive: supported(true), enabled: supported(false) } },
      effort: {
        ...supported(true),
        low: supported(true),
        medium: supported(true),
        high: supported(true),
        xhigh: supported(false),
        max: supported(true),
      },
    },
  }));
  return { data, has_more: from + page.length < ids.length, first_id: page[0] ?? null, last_id: page.at(-1) ?? null };
}
