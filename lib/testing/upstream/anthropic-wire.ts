/** Owns: the wire format of `POST /v1/messages` with `stream: true`: blocks, signatures, withheld thoughts. */
import { tokensOf, type WireError, type WireUsage } from "./scenario.ts";
import type { Wire } from "./wire.ts";

type Block = { type: "thinking" | "text"; index: number; text: string };

const stopReasons = { stop: "end_turn", length: "max_tokens", "content-filter": "refusal", "tool-calls": "tool_use" } as const;

export const withheldThought = Buffer.from("withheld thought").toString("base64");

/** What the provider hands out as proof of a thought; it refuses the thought when a letter of it has changed. */
export function signatureOf(thinking: string): string {
  return Buffer.from(`signed ${thinking}`).toString("base64");
}

/** `omitsThoughts`: thoughts come as a signature without text, as models do that were not asked for a summary. */
export function makeAnthropicWire(model: string, options: { inputTokens: number; omitsThoughts: boolean }): Wire {
  let open: Block | null = null;
  let next = 0;
  let isInTags = false;

  const start = (content_block: object) => {
    const index = next++;
    return { index, frame: event("content_block_start", { index, content_block }) };
  };
  const delta = (index: number, value: object) => event("content_block_delta", { index, delta: value });
  const stop = (index: number) => event("content_block_stop", { index });
  const close = (): string[] => {
    const block = open;
    open = null;
    if (block === null) return [];
    const proof = block.type === "thinking" ? [signature(block)] : [];
    return [...proof, stop(block.index)];
  };
  const signature = ({ index, text }: Block) => delta(index, { type: "signature_delta", signature: signatureOf(text) });
  const openBlock = (type: Block["type"]): string[] => {
    const frames = close();
    const { index, frame } = start(type === "thinking" ? { type, thinking: "", signature: "" } : { type, text: "" });
    open = { type, index, text: "" };
    return [...frames, frame];
  };
  const text = (token: string): string[] => {
    const frames = open?.type === "text" ? [] : openBlock("text");
    return open === null ? frames : [...frames, delta(open.index, { type: "text_delta", text: token })];
  };
  const leaveTags = (): string[] => {
    if (!isInTags) return [];
    isInTags = false;
    return text("</think>");
  };

  return {
    begin: () => [
      event("message_start", {
        message: {
          id: "msg_upstream",
          type: "message",
          role: "assistant",
          model,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: {
            input_tokens: options.inputTokens,
            cache_creation_input_tokens: 0,
            cache_read_input_tokens: 0,
            output_tokens: 1,
            service_tier: "standard",
          },
        },
      }),
      event("ping", {}),
    ],
    newThought: (field) => (field === "tags" ? [] : openBlock("thinking")),
    thought(token, field) {
      if (field === "tags") {
        const frames = isInTags ? [] : text("<think>");
        isInTags = true;
        return [...frames, ...text(token)];
      }
      if (open === null) return [];
      if (options.omitsThoughts) return [delta(open.index, { type: "thinking_delta", thinking: "", estimated_tokens: 1 })];
      open.text += token;
      return [delta(open.index, { type: "thinking_delta", thinking: token })];
    },
    text: (token) => [...leaveTags(), ...text(token)],
    sealed: () => [...openBlock("thinking"), ...close()],
    redacted() {
      const { index, frame } = start({ type: "redacted_thinking", data: withheldThought });
      return [...close(), frame, stop(index)];
    },
    toolCall({ id, name, args }) {
      const closing = [...leaveTags(), ...close()];
      const { index, frame } = start({ type: "tool_use", id, name, input: {} });
      const pieces = ["", ...tokensOf(args, "letters")];
      const deltas = pieces.map((partial_json) => delta(index, { type: "input_json_delta", partial_json }));
      return [...closing, frame, ...deltas, stop(index)];
    },
    error({ code, type, message }) {
      const words: Record<string, string> = { server_error: "api_error", rate_limit_exceeded: "rate_limit_error" };
      return [event("error", { error: { type: words[code] ?? type, message }, request_id: "req_upstream" })];
    },
    finish(reason, usage) {
      const end = { stop_reason: stopReasons[reason], stop_sequence: null };
      const counted = usage && { usage: anthropicUsage(usage) };
      return [...leaveTags(), ...close(), event("message_delta", { delta: end, ...counted }), event("message_stop", {})];
    },
    refusal: anthropicRefusal,
  };
}

const errorTypes: Record<number, string> = {
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  500: "api_error",
  529: "overloaded_error",
};

export function anthropicRefusal(status: number, { code, message }: WireError): object {
  const said: Record<string, object> = {
    insufficient_quota: { type: "billing_error", message: "Your credit balance is too low to access the API." },
    context_length_exceeded: { type: "invalid_request_error", message: "prompt is too long: 210000 tokens > 200000 maximum" },
  };
  const error = said[code ?? ""] ?? { type: errorTypes[status] ?? "invalid_request_error", message };
  return { type: "error", error, request_id: "req_upstream" };
}

/** Cached tokens stand beside the others, not among them. */
function anthropicUsage({ input, output, reasoning, cached }: WireUsage) {
  return {
    input_tokens: input - (cached ?? 0),
    ...(cached !== null && { cache_creation_input_tokens: 0, cache_read_input_tokens: cached }),
    output_tokens: output,
    ...(reasoning !== null && { output_tokens_details: { thinking_tokens: reasoning } }),
  };
}

function event(type: string, body: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...body })}\n\n`;
}
