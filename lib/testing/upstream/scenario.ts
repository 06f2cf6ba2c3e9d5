/** Owns: what a scripted provider can be told to do, before either wire gives it its own shape. */

/** Where a chat server puts a thought. Responses servers always summarise, but for tags, which are part of the text. */
export type ThoughtField = "reasoning_content" | "reasoning" | "empty-beside" | "tags";

export interface WireUsage {
  input: number;
  output: number;
  /** Left out of the wire when null, as many servers do. */
  reasoning: number | null;
  cached: number | null;
}

export interface WireError {
  code: string | null;
  type: string;
  message: string;
  param?: string;
}

/** What a stream says at its end. */
export type WireFinish = "stop" | "length" | "content-filter" | "tool-calls";

export type Action =
  /** Streamed token by token. `cut: "letters"` sends every letter alone. */
  | { kind: "thought"; text: string; field?: ThoughtField; cut?: "words" | "letters" }
  /** `phase`: what Responses says the message is, such as `commentary`; each phase is a message of its own. */
  | { kind: "text"; text: string; cut?: "words" | "letters"; phase?: string }
  /** A thought the provider keeps to itself: Responses sends an item without a summary, chat sends nothing. */
  | { kind: "sealed" }
  /** A thought the provider withholds for safety; wires without such a thing send nothing. */
  | { kind: "redacted" }
  /** A whole call of a tool. `args`: JSON text, sent in pieces where the wire has pieces. */
  | { kind: "tool"; id: string; name: string; args: string }
  /** Waits for the next `release()`, whether or not the gate is held. */
  | { kind: "hold" }
  | { kind: "wait"; ms: number }
  /** An answer that is not a stream, with any status. Only as the first action. */
  | { kind: "reply"; status: number; headers?: Record<string, string>; body: string }
  /** A refusal in the wire's own shape. Only as the first action. */
  | { kind: "refuse"; status: number; headers?: Record<string, string>; error: WireError }
  /** One `data:` line as it is, or one line where the wire has lines. */
  | { kind: "raw"; data: string }
  /** Bytes as they are. */
  | { kind: "bytes"; bytes: string }
  | { kind: "error"; code: string; type: string; message: string }
  /** `usage: "count"` counts what was sent. */
  | { kind: "finish"; reason: WireFinish; usage: WireUsage | "count" | null }
  /** Breaks the connection without a goodbye. */
  | { kind: "reset" }
  /** Says nothing more and keeps the connection. */
  | { kind: "silence" };

export type WireName = "chat" | "responses" | "anthropic" | "google" | "ollama";

export interface ScenarioRequest {
  wire: WireName;
  /** How many requests for this model came before this one. */
  earlier: number;
  /** The conversation as plain lines, `role: text`. */
  conversation: string[];
  body: unknown;
}

/** A list that runs out without `finish` ends the stream politely and too early. */
export type Scenario = (request: ScenarioRequest) => Action[];

/** Whitespace stays with the word after it, so that joined tokens are the text. */
export function tokensOf(text: string, cut: "words" | "letters" = "words"): string[] {
  return cut === "letters" ? Array.from(text) : (text.match(/\s*\S+|\s+$/g) ?? []);
}

export const stop: Action = { kind: "finish", reason: "stop", usage: "count" };
