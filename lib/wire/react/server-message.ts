/**
 * Owns: what the server says on `/ws/chat/:sessionId`. A message of version 1 has the fields it always had, flat and, where the first
 * server put them there, once more in `data`. Times in them are seconds since the epoch, durations milliseconds.
 */

/** One step of the reasoning; from `step_id` on, version 2. */
export interface StepData {
  type: "thought" | "tool_use" | "tool_result" | "final_answer" | "error";
  content: string;
  /** Of the two tool types. */
  tool_name?: string;
  /** The model call it belongs to, from 1. */
  iteration: number;
  timestamp: number;
  /** Of the thought, text, call or error; `reasoning_delta` of the same id came before it. */
  step_id: string;
  /** Of the two tool types: tells calls of one tool apart. */
  tool_call_id?: string;
  /** Of `tool_use`. */
  args?: unknown;
  /** Of `tool_result`. */
  status?: "ok" | "error" | "denied";
  /** Of `tool_result`, where the tool ran. */
  duration_ms?: number;
  /** Of `tool_result`: `content` is a part of so many bytes; the rest can be had over HTTP. */
  truncated?: { bytes: number };
  /** Of `final_answer`: it was broken off. */
  partial?: true;
  /** Of `error`. */
  code?: string;
  /** Of `error`: the run goes on. */
  recoverable?: boolean;
  /** Of `error`: when it is tried again. */
  retry_in_ms?: number;
}

export interface DeltaData {
  step_id: string;
  /** The closing `reasoning_step` of the same `step_id` has the last word: text that turns out to stand beside a call is no answer. */
  type: "thought" | "final_answer";
  delta: string;
  iteration: number;
}

export type CompleteReason = "stop" | "length" | "max_iterations" | "cancelled" | "error";

/** As counted by the provider; null: not told. */
export interface ReactUsage {
  input_tokens: number | null;
  output_tokens: number | null;
  reasoning_tokens: number | null;
  cached_input_tokens: number | null;
}

export interface StartFacts {
  agent: string;
  message: string;
  enable_reasoning: boolean;
}

/** A message of a run before it has its number. */
export type RunBody =
  | ({ type: "reasoning_start"; data: StartFacts } & StartFacts)
  | { type: "reasoning_step"; data: StepData }
  | { type: "reasoning_delta"; data: DeltaData }
  | { type: "status"; data: { level: string; code: string; message: string } }
  | {
      type: "tool_approval_request";
      data: { tool_call_id: string; tool_name: string; message: string; expires_at: number | null };
    }
  | { type: "tool_approval_response"; data: { tool_call_id: string; approved: boolean } }
  /** Without reasoning: the whole answer at once. */
  | { type: "response"; content: string; data: { content: string } }
  /** Without reasoning: why there is none. */
  | { type: "error"; message: string; code: string; data: { message: string; code: string } }
  | {
      type: "reasoning_complete";
      data: Record<string, never>;
      reason: CompleteReason;
      usage: ReactUsage;
      iterations: number;
    };

/** Each has its own number, and a reader that knows one can go on after it. */
export type RunMessage = RunBody & { v: 2; run_id: string; seq: number };
