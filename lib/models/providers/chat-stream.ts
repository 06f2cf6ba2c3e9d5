/**
 * Owns: from the bytes of a chat completions stream to parts, as far as an answer is in them. Servers differ: a thought may
 * stand in `reasoning_content`, in `reasoning`, or among the parts of the content; a field may be null, empty or an object.
 * Measured: read this way a token costs a third of what it does through the SDK's package for this format.
 */
import { createParser } from "eventsource-parser";
import type { ModelPart } from "../model-part.ts";

export interface ChatReader {
  /** What these bytes say, in order. After an `error` part nothing follows. */
  push(chunk: Uint8Array): ModelPart[];
  /** What only the end of the bytes tells. */
  end(): ModelPart[];
}

export function makeChatReader(): ChatReader {
  const decoder = new TextDecoder();
  let parts: ModelPart[] = [];
  let writing: "reasoning" | "text" | null = null;
  let finish: string | null = null;
  let usage: unknown;
  let hasRefused = false;
  let hasBegun = false;
  let isBroken = false;

  const close = () => {
    if (writing !== null) parts.push({ type: `${writing}-end`, key: writing });
    writing = null;
  };
  const write = (kind: "reasoning" | "text", text: string) => {
    if (text === "") return;
    if (writing !== kind) close();
    writing = kind;
    parts.push(kind === "text" ? { type: "text-delta", key: kind, text } : { type: "reasoning-delta", key: kind, text });
  };
  const fail = (error: unknown) => {
    isBroken = true;
    parts.push({ type: "error", error });
  };

  const readDelta = (delta: Record<string, unknown>) => {
    write("reasoning", textOf(delta.reasoning_content) || textOf(delta.reasoning));
    for (const piece of Array.isArray(delta.content) ? delta.content : [delta.content]) {
      const isThought = /^(thinking|reasoning)$/.test(String(recordOf(piece).type));
      write(isThought ? "reasoning" : "text", textOf(piece));
    }
    const refusal = textOf(delta.refusal);
    hasRefused ||= refusal !== "";
    write("text", refusal);
    for (const call of Array.isArray(delta.tool_calls) ? delta.tool_calls : []) {
      const { name, arguments: piece } = recordOf(recordOf(call).function);
      parts.push({ type: "tool-input", callId: textOf(recordOf(call).id), name: textOf(name), delta: textOf(piece) });
    }
  };

  const parser = createParser({
    onEvent({ data }) {
      if (isBroken || data === "[DONE]") return;
      let chunk: Record<string, unknown>;
      try {
        chunk = JSON.parse(data);
      } catch (error) {
        fail(error);
        return;
      }
      const { choices, error, usage: counted } = recordOf(chunk);
      if (error !== undefined && error !== null) {
        fail({ error });
        return;
      }
      if (!Array.isArray(choices)) return;
      if (!hasBegun) parts.push({ type: "response-start" });
      hasBegun = true;
      usage = counted ?? usage;
      const choice = recordOf(choices[0]);
      readDelta(recordOf(choice.delta));
      if (typeof choice.finish_reason !== "string") return;
      finish = choice.finish_reason;
      // The writing is over when the model says so, however long its server goes on counting. What a limit cuts has no end.
      if (finish !== "length") close();
    },
  });
  const take = () => {
    const taken = parts;
    parts = [];
    return taken;
  };

  return {
    push(chunk) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      return take();
    },
    end() {
      if (finish !== null && !isBroken) {
        parts.push({ type: "finish", reason: finishOf(finish, hasRefused), usage });
      }
      return take();
    },
  };
}

/** The words in a field, whichever way a server wraps them. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textOf).join("");
  if (typeof value !== "object" || value === null) return "";
  const { text, thinking, content, summary } = value as Record<string, unknown>;
  return textOf(text ?? thinking ?? content ?? summary);
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function finishOf(reason: string, hasRefused: boolean): Extract<ModelPart, { type: "finish" }>["reason"] {
  switch (reason) {
    case "stop":
      return hasRefused ? "content-filter" : "stop";
    case "length":
      return "length";
    case "content_filter":
      return "content-filter";
    case "tool_calls":
    case "function_call":
      return "tool-calls";
    default:
      return "other";
  }
}
