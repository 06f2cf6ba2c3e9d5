/** Owns: understanding what either wire asked a scripted provider. */
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
  asksForEncryptedContent: boolean;
  control: { action?: string; count?: number };
}

export async function readRequest(request: IncomingMessage): Promise<ReadRequest> {
  const body: unknown = request.method === "POST" ? await json(request) : {};
  const parsed = requestBody.parse(body);
  return {
    body,
    model: parsed.model ?? null,
    conversation: (parsed.messages ?? parsed.input ?? []).map((item) =>
      item.type === "reasoning"
        ? `thought: ${(item.summary ?? []).map((part) => part.text).join(" ")}${item.encrypted_content ? " [sealed]" : ""}`
        : `${item.role ?? item.type}: ${item.content ?? ""}`,
    ),
    effort: parsed.reasoning_effort ?? parsed.reasoning?.effort ?? null,
    asksForUsage: parsed.stream_options?.include_usage ?? false,
    asksForEncryptedContent: parsed.include?.includes("reasoning.encrypted_content") ?? false,
    control: { ...(parsed.action && { action: parsed.action }), ...(parsed.count !== undefined && { count: parsed.count }) },
  };
}
