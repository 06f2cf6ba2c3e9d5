/** Owns: what a scripted Anthropic server refuses and how it lists models, as the real one does. */
import { z } from "zod";
import { signatureOf, withheldThought } from "./anthropic-wire.ts";

const block = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  thinking: z.string().optional(),
  signature: z.string().optional(),
  data: z.string().optional(),
  id: z.string().optional(),
  tool_use_id: z.string().optional(),
});
const request = z.looseObject({
  model: z.string(),
  max_tokens: z.number().optional(),
  temperature: z.unknown().optional(),
  tools: z.array(z.unknown()).optional(),
  thinking: z.looseObject({ type: z.string(), budget_tokens: z.number().optional() }).optional(),
  messages: z.array(z.looseObject({ role: z.enum(["user", "assistant"]), content: z.union([z.string(), z.array(block)]) })),
});
type Block = z.infer<typeof block>;

/** The message of its 400; null: it takes the request. */
export function anthropicObjection(body: unknown): string | null {
  const parsed = request.safeParse(body);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "messages: Field required";
  const { model, max_tokens: most, thinking, temperature, tools, messages } = parsed.data;
  // Servers of other houses sign nothing.
  const signs = model.includes("claude");
  if (most === undefined) return "max_tokens: Field required";
  if (messages[0]?.role !== "user") return "messages: first message must use the user role";
  const isThinking = thinking !== undefined && thinking.type !== "disabled";
  if (isThinking && temperature !== undefined) return "`temperature` may only be set to 1 when thinking is enabled.";
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

function contentObjection(content: Block[], index: number, signs: boolean): string | null {
  for (const [place, { type, ...found }] of content.entries()) {
    const at = `messages.${index}.content.${place}`;
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
