/** Owns: understanding what any wire asked a scripted provider. */
import type { IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { z } from "zod";

const content = z
  .union([
    z.string(),
    z.array(z.looseObject({ text: z.string().optional() })).transform((parts) => parts.map((p) => p.text ?? "").join("")),
  ])
  .nullish();
const turn = z.looseObject({
  type: z.string().optional(),
  role: z.string().optional(),
  content,
  summary: z.array(z.looseObject({ text: z.string() })).optional(),
  encrypted_content: z.string().nullish(),
});
const requestBody = z.looseObject({
  model: z.string().optional(),
  messages: z.array(turn).optional(),
  input: z.union([z.string().transform((text) => [turn.parse({ role: "user", content: text })]), z.array(turn)]).optional(),
  reasoning_effort: z.string().nullish(),
  reasoning: z.looseObject({ effort: z.string().nullish() }).nullish(),
  thinking: z.looseObject({ type: z.string().optional(), display: z.string().optional() }).nullish(),
  contents: z.array(z.object({ role: z.string(), parts: content })).optional(),
  generationConfig: z
    .looseObject({
      thinkingConfig: z
        .looseObject({ thinkingBudget: z.number().optional(), includeThoughts: z.boolean().optional() })
        .optional(),
    })
    .nullish(),
  think: z.union([z.boolean(), z.string()]).nullish(),
  include: z.array(z.string()).nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  action: z.string().optional(),
  count: z.number().optional(),
});

export interface ReadRequest {
  body: unknown;
  model: string | null;
  /** `role: text`, and `thought: text` with ` [sealed]` where a thought came back. */
  conversation: string[];
  effort: string | null;
  asksForUsage: boolean;
  /** Gemini's thoughts are summed up only when they are asked for. */
  asksForThoughts: boolean;
  /** Anthropic's adaptive thoughts come without text unless a summary is asked for. */
  omitsThoughts: boolean;
  asksForEncryptedContent: boolean;
  control: { action?: string; count?: number };
}

/** Gemini's wire names the model in the path. */
export async function readRequest(request: IncomingMessage, path: string): Promise<ReadRequest> {
  const body: unknown = request.method === "POST" ? await json(request) : {};
  const parsed = requestBody.parse(body);
  const { thinkingBudget, includeThoughts = false } = parsed.generationConfig?.thinkingConfig ?? {};
  const isOff = parsed.thinking?.type === "disabled" || thinkingBudget === 0 || parsed.think === false;
  const named = /\/models\/(.+):streamGenerateContent$/.exec(path)?.[1];
  return {
    body,
    model: parsed.model ?? (named === undefined ? null : decodeURIComponent(named)),
    conversation: (parsed.messages ?? parsed.input ?? contentsOf(parsed.contents)).map((item) =>
      item.type === "reasoning"
        ? `thought: ${(item.summary ?? []).map((part) => part.text).join(" ")}${item.encrypted_content ? " [sealed]" : ""}`
        : `${item.role ?? item.type}: ${item.content ?? ""}`,
    ),
    effort: parsed.reasoning_effort ?? parsed.reasoning?.effort ?? (isOff ? "none" : null),
    asksForThoughts: includeThoughts,
    omitsThoughts: parsed.thinking?.type === "adaptive" && parsed.thinking.display !== "summarized",
    asksForUsage: parsed.stream_options?.include_usage ?? false,
    asksForEncryptedContent: parsed.include?.includes("reasoning.encrypted_content") ?? false,
    control: { ...(parsed.action && { action: parsed.action }), ...(parsed.count !== undefined && { count: parsed.count }) },
  };
}

function contentsOf(contents: z.infer<typeof requestBody>["contents"] = []): z.infer<typeof turn>[] {
  return contents.map(({ role, parts }) => ({ role: role === "model" ? "assistant" : role, content: parts }));
}
