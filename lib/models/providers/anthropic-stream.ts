/**
 * Owns: from the bytes of an Anthropic Messages stream to parts. Read by hand: in `@ai-sdk/anthropic` an event, a block or a
 * delta of a kind it does not know ends the answer with an error, and what stands in the start of a block is lost.
 */
import { createParser } from "eventsource-parser";
import type { ModelPart } from "../model-part.ts";
import { makeHeldThought } from "./held-thought.ts";
import { argumentsOf, numberAt, recordOf, type Wire, wordAt } from "./wire-value.ts";

export interface AnthropicReader {
  /** What these bytes say, in order. After an `error` part nothing follows. */
  push(chunk: Uint8Array): ModelPart[];
  /** What only the end of the bytes tells. */
  end(): ModelPart[];
}

/** A thought as it must go back, to the letter. */
export type AnthropicSeal =
  | { type: "thinking"; thinking: string; signature: string }
  | { type: "redacted_thinking"; data: string };

type Block =
  | { kind: "thinking"; key: string; text: string; signature: string }
  | { kind: "redacted"; key: string; data: string }
  | { kind: "text"; key: string }
  | { kind: "call"; callId: string; name: string; json: string; input: unknown };

export function makeAnthropicReader(): AnthropicReader {
  const decoder = new TextDecoder();
  const held = makeHeldThought();
  /** Those that have not ended, by their index. A block of an unknown kind is not among them, and what belongs to it is skipped. */
  const open = new Map<number, Block>();
  let parts: ModelPart[] = [];
  let usage: Wire = {};
  let stopReason: string | null = null;
  let hasBegun = false;
  let isOver = false;

  const say = (...news: ModelPart[]) => {
    for (const part of news) parts.push(...held.take(part));
  };
  const count = (counts: unknown) => {
    usage = { ...usage, ...Object.fromEntries(Object.entries(recordOf(counts)).filter(([, value]) => value !== null)) };
  };
  const think = (block: Block & { kind: "thinking" }, text: string) => {
    if (text === "") return;
    block.text += text;
    say({ type: "reasoning-delta", key: block.key, text });
  };
  const write = ({ key }: Block & { kind: "text" }, text: string) => {
    if (text !== "") say({ type: "text-delta", key, text });
  };
  const fill = (block: Block & { kind: "call" }, delta: string) => {
    block.json += delta;
    if (delta !== "") say({ type: "tool-input", callId: block.callId, name: block.name, delta });
  };

  const start = (index: number, content: Wire) => {
    end(index);
    parts.push(...held.release());
    const key = String(index);
    switch (content.type) {
      case "thinking": {
        const block = { kind: "thinking" as const, key, text: "", signature: wordAt(content, "signature") };
        open.set(index, block);
        return think(block, wordAt(content, "thinking"));
      }
      case "redacted_thinking":
        open.set(index, { kind: "redacted", key, data: wordAt(content, "data") });
        return;
      case "text": {
        const block = { kind: "text" as const, key };
        open.set(index, block);
        return write(block, wordAt(content, "text"));
      }
      case "tool_use": {
        const call = { callId: wordAt(content, "id"), name: wordAt(content, "name") };
        open.set(index, { kind: "call", ...call, json: "", input: content.input });
        return say({ type: "tool-input", ...call, delta: "" });
      }
    }
  };
  const grow = (index: number, delta: Wire) => {
    const block = open.get(index);
    switch (block?.kind) {
      case "thinking":
        if (delta.type === "thinking_delta") think(block, wordAt(delta, "thinking"));
        else if (delta.type === "signature_delta") block.signature = wordAt(delta, "signature");
        return;
      case "text":
        if (delta.type === "text_delta") write(block, wordAt(delta, "text"));
        return;
      case "call":
        if (delta.type === "input_json_delta") fill(block, wordAt(delta, "partial_json"));
        return;
      case "redacted":
      case undefined:
        return;
      default:
        block satisfies never;
    }
  };
  const end = (index: number) => {
    const block = open.get(index);
    open.delete(index);
    if (block !== undefined) say(...endOf(block));
  };
  const finish = () => {
    if (isOver || stopReason === null) return;
    isOver = true;
    say({ type: "finish", reason: reasonOf(stopReason), usage });
  };

  const read = (event: Wire) => {
    const index = numberAt(event, "index") ?? 0;
    switch (event.type) {
      case "message_start": {
        const { id, usage: counts } = recordOf(event.message);
        // What it has written by then is no count of the answer.
        count({ ...recordOf(counts), output_tokens: null });
        if (!hasBegun) say({ type: "response-start", ...(typeof id === "string" && { responseId: id }) });
        hasBegun = true;
        return;
      }
      case "content_block_start":
        return start(index, recordOf(event.content_block));
      case "content_block_delta":
        return grow(index, recordOf(event.delta));
      case "content_block_stop":
        return end(index);
      case "message_delta":
        stopReason = wordAt(recordOf(event.delta), "stop_reason") || stopReason;
        return count(event.usage);
      case "message_stop":
        return finish();
      case "error":
        isOver = true;
        return say({ type: "error", error: errorOf(recordOf(event.error)) });
    }
  };
  const parser = createParser({
    onEvent({ data }) {
      if (isOver) return;
      try {
        read(recordOf(JSON.parse(data)));
      } catch (error) {
        isOver = true;
        say({ type: "error", error });
      }
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
      finish();
      parts.push(...held.release());
      return take();
    },
  };
}

function endOf(block: Block): ModelPart[] {
  switch (block.kind) {
    case "thinking": {
      const { key, text: thinking, signature } = block;
      if (signature === "") return [{ type: "reasoning-end", key }];
      const seal: AnthropicSeal = { type: "thinking", thinking, signature };
      return [{ type: "reasoning-end", key, seal, ...(thinking === "" && { form: "sealed" as const }) }];
    }
    case "redacted": {
      const seal: AnthropicSeal = { type: "redacted_thinking", data: block.data };
      return [{ type: "reasoning-end", key: block.key, seal, form: "redacted" }];
    }
    case "text":
      return [{ type: "text-end", key: block.key }];
    case "call": {
      const { callId, name, json, input } = block;
      return [{ type: "tool-call", callId, name, args: json.trim() === "" ? (input ?? {}) : argumentsOf(json) }];
    }
    default:
      return block satisfies never;
  }
}

function reasonOf(word: string): Extract<ModelPart, { type: "finish" }>["reason"] {
  switch (word) {
    case "end_turn":
    case "stop_sequence":
      return "stop";
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "tool_use":
      return "tool-calls";
    case "refusal":
      return "content-filter";
    default:
      return "other";
  }
}

/** The status that each class of error has where it is a refusal. */
const statuses: Record<string, number> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

function errorOf(error: Wire): object {
  return { statusCode: statuses[wordAt(error, "type")] ?? 500, data: { error } };
}
