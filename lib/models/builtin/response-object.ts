/** Owns: the items of a reply and the whole response, as OpenAI's Responses API writes them. Pure. */

export type ReasoningItem = {
  id: string;
  type: "reasoning";
  summary: { type: "summary_text"; text: string }[];
  /** Only where the request asks for it. */
  encrypted_content?: string;
};
export type CallItem = {
  id: string;
  type: "function_call";
  status: "in_progress" | "completed";
  call_id: string;
  name: string;
  /** JSON. */
  arguments: string;
};
type TextPart = { type: "output_text"; text: string; annotations: never[]; logprobs: never[] };
export type MessageItem = {
  id: string;
  type: "message";
  status: "in_progress" | "completed" | "incomplete";
  role: "assistant";
  content: TextPart[];
};

export interface ResponseObject {
  id: string;
  object: "response";
  created_at: number;
  status: "in_progress" | "completed" | "incomplete";
  error: null;
  incomplete_details: { reason: "max_output_tokens" } | null;
  model: string;
  output: (ReasoningItem | CallItem | MessageItem)[];
  reasoning: { effort: string; summary: "detailed" | null };
  usage: {
    input_tokens: number;
    input_tokens_details: { cached_tokens: number };
    output_tokens: number;
    output_tokens_details: { reasoning_tokens: number };
    total_tokens: number;
  } | null;
  [setting: string]: unknown;
}

/** What a reply is made for. */
export interface Reply {
  /** A new id with that prefix. */
  newId(prefix: "resp" | "rs" | "fc" | "call" | "msg"): string;
  /** Seconds since the epoch. */
  createdAt: number;
  model: string;
  /** The wire's own word for the effort. */
  effort: string;
  inputTokens: number;
  maxOutputTokens: number | null;
  wantsSeals: boolean;
  /** What the request said about tools, given back as it came. */
  tools: Pick<ResponseObject, "tools" | "tool_choice" | "parallel_tool_calls">;
}

export const textPart = (text: string): TextPart => ({ type: "output_text", text, annotations: [], logprobs: [] });

export function responseObject(
  id: string,
  reply: Reply,
  status: ResponseObject["status"],
  output: ResponseObject["output"],
  spent: { reasoning: number; output: number },
): ResponseObject {
  return {
    id,
    object: "response",
    created_at: reply.createdAt,
    status,
    background: false,
    error: null,
    incomplete_details: status === "incomplete" ? { reason: "max_output_tokens" } : null,
    instructions: null,
    max_output_tokens: reply.maxOutputTokens,
    model: reply.model,
    output: [...output],
    previous_response_id: null,
    reasoning: { effort: reply.effort, summary: reply.effort === "none" ? null : "detailed" },
    store: false,
    temperature: null,
    text: { format: { type: "text" } },
    ...reply.tools,
    top_p: null,
    truncation: "disabled",
    usage:
      status === "in_progress"
        ? null
        : {
            input_tokens: reply.inputTokens,
            input_tokens_details: { cached_tokens: 0 },
            output_tokens: spent.output,
            output_tokens_details: { reasoning_tokens: spent.reasoning },
            total_tokens: reply.inputTokens + spent.output,
          },
    user: null,
    metadata: {},
  };
}
