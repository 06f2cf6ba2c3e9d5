/** Owns: reading a request to the Responses endpoint, and refusing it in OpenAI's error shape. */
import { z } from "zod";
import type { Effort } from "#lib/core/effort.ts";

export const modelName = "reasoner";

export interface Ask {
  /** What the person wrote, oldest first; the last is to be answered. */
  questions: string[];
  /** Every text in the request, for counting. */
  texts: string[];
  effort: Effort;
  isStream: boolean;
  maxOutputTokens: number | null;
}

/** A refusal: what OpenAI would answer with, and its status. */
export interface Refusal {
  status: 400 | 404;
  error: { message: string; type: "invalid_request_error"; param: string | null; code: string | null };
}

export function refusal(status: 400 | 404, code: string | null, param: string | null, message: string): Refusal {
  return { status, error: { message, type: "invalid_request_error", param, code } };
}

const content = z.union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))]);
const item = z.looseObject({ type: z.string().optional(), role: z.string().optional(), content: content.nullish() });
const wireEfforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;

const schema = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(item).min(1, "must hold at least one item")]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  max_output_tokens: z.number().int().min(1).nullish(),
  reasoning: z.looseObject({ effort: z.enum(wireEfforts).nullish() }).nullish(),
});

/** Reads the body of `POST …/responses`. */
export function readAsk(body: string): Ask | Refusal {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // Not JSON is an answer of its own, as for a real endpoint.
    return refusal(400, null, null, "We could not parse the JSON body of your request.");
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const param = issue?.path.join(".") || null;
    const isMissing = param !== null && typeof json === "object" && json !== null && !(param in json) && !param.includes(".");
    return isMissing
      ? refusal(400, "missing_required_parameter", param, `Missing required parameter: '${param}'.`)
      : refusal(
          400,
          "invalid_type",
          param,
          `Invalid value${param ? ` for '${param}'` : ""}: ${issue?.message ?? "not understood"}.`,
        );
  }
  const ask = parsed.data;
  if (ask.model !== modelName && ask.model !== `builtin/${modelName}`) {
    return refusal(404, "model_not_found", "model", `The model '${ask.model.slice(0, 100)}' does not exist.`);
  }
  const items = typeof ask.input === "string" ? [{ role: "user", content: ask.input }] : ask.input;
  const messages = items.map((message) => ({ role: message.role, text: textOf(message.content) }));
  const questions = messages.filter(({ role }) => role === "user").map(({ text }) => text);
  if (questions.length === 0)
    return refusal(400, "invalid_value", "input", "Invalid value for 'input': it holds no message of a user.");
  const effort = ask.reasoning?.effort ?? "medium";
  return {
    questions,
    texts: [ask.instructions ?? "", ...messages.map(({ text }) => text)],
    effort: effort === "none" ? "off" : effort,
    isStream: ask.stream ?? false,
    maxOutputTokens: ask.max_output_tokens ?? null,
  };
}

function textOf(value: z.infer<typeof content> | null | undefined): string {
  if (typeof value === "string") return value;
  return (value ?? []).map((part) => part.text ?? "").join("\n");
}
