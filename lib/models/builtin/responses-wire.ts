/** Owns: a spoken answer as the event sequence of OpenAI's Responses API. Pure; nothing is paced or sent here. */

import type { Speech } from "./speak.ts";
import { countTokens } from "./token-count.ts";

export interface Reply {
  ids: { response: string; reasoning: string; message: string };
  /** Seconds since the epoch. */
  createdAt: number;
  model: string;
  /** The wire's own word for the effort. */
  effort: string;
  inputTokens: number;
  maxOutputTokens: number | null;
}

type ReasoningItem = { id: string; type: "reasoning"; summary: { type: "summary_text"; text: string }[] };
type TextPart = { type: "output_text"; text: string; annotations: never[]; logprobs: never[] };
type MessageItem = {
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
  output: (ReasoningItem | MessageItem)[];
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

export type WireEvent = { type: string; sequence_number: number; response?: ResponseObject } & Record<string, unknown>;

const textPart = (text: string): TextPart => ({ type: "output_text", text, annotations: [], logprobs: [] });

/** Every event of a reply in order. `cut` splits a text into deltas, which joined must be the text, at blanks only. */
export function* responseEvents(speech: Speech, reply: Reply, cut: (text: string) => string[]): Generator<WireEvent> {
  const { ids } = reply;
  const output: ResponseObject["output"] = [];
  const spent = { reasoning: 0, output: 0 };
  const room = reply.maxOutputTokens ?? Number.POSITIVE_INFINITY;
  let isCut = false;
  let sequence = 0;
  const event = (type: string, fields: Record<string, unknown> & { response?: ResponseObject }): WireEvent => ({
    type,
    sequence_number: sequence++,
    ...fields,
  });

  function* deltas(text: string, isReasoning: boolean): Generator<string, string> {
    let said = "";
    for (const delta of cut(text)) {
      const tokens = countTokens(delta);
      isCut ||= spent.output + tokens > room;
      if (isCut) break;
      spent.output += tokens;
      if (isReasoning) spent.reasoning += tokens;
      said += delta;
      yield delta;
    }
    return said;
  }

  yield event("response.created", { response: responseObject("in_progress") });
  yield event("response.in_progress", { response: responseObject("in_progress") });

  if (speech.thoughts.length > 0) {
    const item: ReasoningItem = { id: ids.reasoning, type: "reasoning", summary: [] };
    yield event("response.output_item.added", { output_index: 0, item: { ...item, summary: [] } });
    for (const [index, thought] of speech.thoughts.entries()) {
      if (isCut) break;
      const at = { item_id: ids.reasoning, output_index: 0, summary_index: index };
      yield event("response.reasoning_summary_part.added", { ...at, part: { type: "summary_text", text: "" } });
      const text = yield* said(thought, true, (delta) => event("response.reasoning_summary_text.delta", { ...at, delta }));
      yield event("response.reasoning_summary_text.done", { ...at, text });
      yield event("response.reasoning_summary_part.done", { ...at, part: { type: "summary_text", text } });
      item.summary.push({ type: "summary_text", text });
    }
    output.push(item);
    yield event("response.output_item.done", { output_index: 0, item });
  }

  if (!isCut) {
    const at = { item_id: ids.message, output_index: output.length, content_index: 0 };
    const open = { id: ids.message, type: "message", role: "assistant" } as const;
    yield event("response.output_item.added", {
      output_index: at.output_index,
      item: { ...open, status: "in_progress", content: [] },
    });
    yield event("response.content_part.added", { ...at, part: textPart("") });
    const text = yield* said(speech.answer, false, (delta) =>
      event("response.output_text.delta", { ...at, delta, logprobs: [] }),
    );
    yield event("response.output_text.done", { ...at, text, logprobs: [] });
    yield event("response.content_part.done", { ...at, part: textPart(text) });
    const item: MessageItem = { ...open, status: isCut ? "incomplete" : "completed", content: [textPart(text)] };
    output.push(item);
    yield event("response.output_item.done", { output_index: at.output_index, item });
  }

  const status = isCut ? "incomplete" : "completed";
  yield event(`response.${status}`, { response: responseObject(status) });

  function* said(text: string, isReasoning: boolean, toEvent: (delta: string) => WireEvent): Generator<WireEvent, string> {
    const parts = deltas(text, isReasoning);
    for (;;) {
      const next = parts.next();
      if (next.done) return next.value;
      yield toEvent(next.value);
    }
  }

  function responseObject(status: ResponseObject["status"]): ResponseObject {
    const isOver = status !== "in_progress";
    return {
      id: ids.response,
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
      parallel_tool_calls: true,
      previous_response_id: null,
      reasoning: { effort: reply.effort, summary: reply.effort === "none" ? null : "detailed" },
      store: false,
      temperature: null,
      text: { format: { type: "text" } },
      tool_choice: "auto",
      tools: [],
      top_p: null,
      truncation: "disabled",
      usage: isOver
        ? {
            input_tokens: reply.inputTokens,
            input_tokens_details: { cached_tokens: 0 },
            output_tokens: spent.output,
            output_tokens_details: { reasoning_tokens: spent.reasoning },
            total_tokens: reply.inputTokens + spent.output,
          }
        : null,
      user: null,
      metadata: {},
    };
  }
}

/** One event as a frame of the stream. */
export function toFrame(event: WireEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
