/** Owns: how a chat answer ended, what failed in it, and what it counted, in the many words of servers. Pure. */
import type { ModelPart } from "../model-part.ts";
import { isRecord } from "./json-record.ts";

export type FinishWord = Extract<ModelPart, { type: "finish" }>["reason"];

/** The server's word for the end; null as long as it has none. */
export function finishWordOf(reason: unknown): string | null {
  return typeof reason === "string" && reason !== "" && reason !== "null" ? reason : null;
}

/** Null for words of a server that could not go on. */
export function finishOf(reason: string): FinishWord | null {
  switch (reason.toLowerCase()) {
    case "stop":
    case "end_turn":
    case "stop_sequence":
      return "stop";
    case "length":
    case "model_length":
    case "max_tokens":
    case "max_output_tokens":
      return "length";
    case "content_filter":
    case "content-filter":
    case "sensitive":
    case "safety":
      return "content-filter";
    case "tool_calls":
    case "function_call":
    case "tool_use":
      return "tool-calls";
    case "error":
    case "network_error":
    case "insufficient_system_resource":
      return null;
    default:
      return "other";
  }
}

/** What a server says in a chunk about having failed, shaped as the body of an error; null when it says nothing of it. */
export function errorIn(chunk: Record<string, unknown>, eventName: string | undefined): { error: unknown } | null {
  const { error, choices } = chunk;
  const isSaid = typeof error === "string" ? error !== "" : isRecord(error) && Object.keys(error).length > 0;
  if (isSaid) return { error };
  if (Array.isArray(choices)) return null;
  const { object, type, code, message, detail } = chunk;
  const isNamed = eventName === "error" || object === "error" || type === "error";
  const isBare = typeof message === "string" && (typeof code === "string" || typeof code === "number");
  if (isNamed || isBare) return { error: typeof detail === "string" && message === undefined ? { message: detail } : chunk };
  return null;
}

/** The newest count in a chunk, wherever it stands; undefined when there is none. */
export function usageIn(chunk: Record<string, unknown>, choice: Record<string, unknown>): unknown {
  return record(chunk.usage) ?? record(choice.usage) ?? record(record(chunk.x_groq)?.usage) ?? timed(record(chunk.timings));
}

/** llama.cpp counts what it timed, also where it was not asked for usage. */
function timed(timings: Record<string, unknown> | undefined): object | undefined {
  if (timings === undefined) return undefined;
  const { prompt_n: read, cache_n: cached, predicted_n: written } = timings;
  if (typeof read !== "number" || typeof written !== "number") return undefined;
  const known = typeof cached === "number" ? cached : 0;
  return {
    prompt_tokens: read + known,
    completion_tokens: written,
    ...(typeof cached === "number" && { prompt_tokens_details: { cached_tokens: cached } }),
  };
}

function record(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined;
}
