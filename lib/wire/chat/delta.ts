/** Owns: the shape of what a chat completions client is told: pieces of one answer, and how it ended. */
import type { RunError } from "#lib/reasoning/event.ts";

/** Keys that say nothing are left out; a text is never empty; thoughts stand beside nothing else. */
export interface ChatDelta {
  role?: "assistant";
  content?: string;
  reasoning_content?: string;
  reasoning?: string;
  tool_calls?: ToolCallDelta[];
  annotations?: UrlCitation[];
}

/** The first of a call has its identity and no arguments, those that follow have only arguments. */
export interface ToolCallDelta {
  index: number;
  id?: string;
  type?: "function";
  function: { name?: string; arguments: string };
}

/** The range is the whole answer: where in it a source was used is not known. */
export interface UrlCitation {
  type: "url_citation";
  url_citation: { url: string; title: string; start_index: number; end_index: number };
}

export type ChatFinish = "stop" | "length" | "tool_calls" | "content_filter";

export interface ChatUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  /** Left out where it is not known. */
  prompt_tokens_details?: { cached_tokens: number };
  /** 0 where it is not known: clients expect a number. */
  completion_tokens_details: { reasoning_tokens: number };
}

/** `stopped`: somebody ended it on purpose; what was said stands, and it is not whole. */
export type ChatEnding =
  | { kind: "finish"; finish: ChatFinish; usage: ChatUsage | null }
  | { kind: "stopped" }
  | { kind: "error"; error: RunError };
