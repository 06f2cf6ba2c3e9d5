/** Owns: from the bytes of Ollama's `POST /api/chat` to parts: one JSON object a line, thinking and content side by side in it. */
import { randomUUID } from "node:crypto";
import type { ModelPart } from "../model-part.ts";
import { argumentsOf, recordOf } from "./wire-value.ts";

export interface OllamaReader {
  /** What these bytes say, in order. After an `error` part nothing follows. */
  push(chunk: Uint8Array): ModelPart[];
  /** What only the end of the bytes tells. */
  end(): ModelPart[];
}

export function makeOllamaReader(makeCallId: () => string = () => `call_${randomUUID()}`): OllamaReader {
  const decoder = new TextDecoder();
  let rest = "";
  let parts: ModelPart[] = [];
  let writing: { kind: "reasoning" | "text"; key: string } | null = null;
  let keys = 0;
  let hasBegun = false;
  let hasCalls = false;
  let isOver = false;

  const close = () => {
    if (writing !== null) parts.push({ type: `${writing.kind}-end`, key: writing.key });
    writing = null;
  };
  const write = (kind: "reasoning" | "text", text: unknown) => {
    if (typeof text !== "string" || text === "") return;
    if (writing?.kind !== kind) {
      close();
      keys += 1;
      writing = { kind, key: `${kind}-${keys}` };
    }
    parts.push({ type: `${kind}-delta`, key: writing.key, text });
  };
  const call = (value: unknown) => {
    const { id, function: asked } = recordOf(value);
    const { name, arguments: given } = recordOf(asked);
    if (typeof name !== "string" || name === "") return;
    close();
    hasCalls = true;
    const callId = typeof id === "string" && id !== "" ? id : makeCallId();
    parts.push({ type: "tool-call", callId, name, args: argumentsOf(given) });
  };

  const readObject = (chunk: Record<string, unknown>) => {
    if (chunk.error !== undefined && chunk.error !== null) {
      isOver = true;
      parts.push({ type: "error", error: { error: chunk.error, statusCode: chunk.status } });
      return;
    }
    if (!hasBegun) parts.push({ type: "response-start" });
    hasBegun = true;
    const { thinking, content, tool_calls: calls } = recordOf(chunk.message);
    write("reasoning", thinking);
    write("text", content);
    for (const each of Array.isArray(calls) ? calls : []) call(each);
    if (chunk.done !== true) return;
    isOver = true;
    const reason = reasonOf(chunk.done_reason, hasCalls);
    // What the limit cut did not end by itself.
    if (reason !== "length") close();
    parts.push({ type: "finish", reason, usage: usageOf(chunk) });
  };
  const readLine = (line: string) => {
    const text = jsonIn(line);
    if (text === "" || isOver) return;
    try {
      readObject(recordOf(JSON.parse(text)));
    } catch (error) {
      isOver = true;
      parts.push({ type: "error", error });
    }
  };
  const take = () => {
    const taken = parts;
    parts = [];
    return taken;
  };

  return {
    push(chunk) {
      const text = decoder.decode(chunk, { stream: true });
      rest += text;
      if (!text.includes("\n")) return [];
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) readLine(line);
      return take();
    },
    end() {
      // Half a line is what a broken connection leaves; whole, it only lacks its end.
      if (isWholeJson(jsonIn(rest))) readLine(rest);
      return take();
    },
  };
}

/** Proxies turn the lines into server-sent events, whose data they then are. */
function jsonIn(line: string): string {
  const text = line.trim().replace(/^data:\s*/, "");
  return text.startsWith(":") || /^(event|id|retry):/.test(text) || text === "[DONE]" ? "" : text;
}

function isWholeJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Not whole, which is what was asked.
    return false;
  }
}

type Finish = Extract<ModelPart, { type: "finish" }>["reason"];

function reasonOf(word: unknown, hasCalls: boolean): Finish {
  if (word === "length") return "length";
  // Older servers say only that it is done.
  if (word === "stop" || word === undefined) return hasCalls ? "tool-calls" : "stop";
  return "other";
}

/** Counts of 0 are left out on this wire, so that what is not there is not known. */
function usageOf({ prompt_eval_count: input, eval_count: output }: Record<string, unknown>): unknown {
  if (input === undefined && output === undefined) return undefined;
  return { input_tokens: input, output_tokens: output };
}
