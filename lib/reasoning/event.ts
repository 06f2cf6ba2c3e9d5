/**
 * Owns: the vocabulary of the run log. The table column, the wire, the fold and the fixtures use these names and no others.
 * A Draft is what happened; an Event is a draft with its run, its number (from 1, no gaps) and the server's time.
 */
import type { Effort } from "#lib/core/effort.ts";
import type { ErrorCode } from "#lib/core/errors.ts";

export type RunStatus = "queued" | "running" | "completed" | "stopped" | "failed" | "interrupted";
export type EndStatus = Exclude<RunStatus, "queued" | "running">;

/** Tokens as the provider counted them; null is unknown, never zero by guess. `reasoning` is part of `output`, `cached` of `input`. */
export interface Usage {
  input: number | null;
  output: number | null;
  reasoning: number | null;
  cached: number | null;
}

/** What failed, in words that may be shown. */
export interface RunError {
  code: ErrorCode;
  message: string;
  suggestion: string;
  retryable: boolean;
}

export type FinishReason = "stop" | "length" | "content-filter" | "tool-calls" | "error" | "aborted" | "other";

/** Whether a thought is the model's own text, its provider's summary of it, or kept from us. */
export type ReasoningForm = "full" | "summary" | "sealed";

/** A provider's opaque proof of a thought. It goes back to `issuer` and to no other, and never to a browser. */
export interface Seal {
  /** Provider, endpoint and model that made it, joined; compared for equality only. */
  issuer: string;
  data: unknown;
}

/** The run was taken up. */
export interface RunStart {
  type: "run-start";
  turnId: string;
  modelId: string;
  modelName: string;
  effortAsked: Effort;
}
/**
 * A model call began: the request is on its way. `effortSent` is the provider's own word, null when none was sent. The same
 * step once more, while it goes on: the request was sent again with another effort.
 */
export interface StepStart {
  type: "step-start";
  step: number;
  effortSent: string | null;
}
/** A thought began. Part ids are ours, unique within the run. */
export interface ReasoningStart {
  type: "reasoning-start";
  partId: string;
  form: ReasoningForm;
}
export interface ReasoningDelta {
  type: "reasoning-delta";
  partId: string;
  delta: string;
}
export interface ReasoningEnd {
  type: "reasoning-end";
  partId: string;
  seal?: Seal;
}
/** A stretch of the answer began. */
export interface TextStart {
  type: "text-start";
  partId: string;
}
export interface TextDelta {
  type: "text-delta";
  partId: string;
  delta: string;
}
export interface TextEnd {
  type: "text-end";
  partId: string;
}
/** The model asked for a tool, with its complete arguments. */
export interface ToolCall {
  type: "tool-call";
  partId: string;
  callId: string;
  name: string;
  args: unknown;
}
export interface ToolApprovalRequest {
  type: "tool-approval-request";
  callId: string;
  message: string;
}
export interface ToolApprovalResponse {
  type: "tool-approval-response";
  callId: string;
  approved: boolean;
  reason: string | null;
}
export interface ToolResult {
  type: "tool-result";
  callId: string;
  result: unknown;
}
export interface ToolError {
  type: "tool-error";
  callId: string;
  message: string;
}
/** A page or document that the step before it drew on. */
export interface Source {
  type: "source";
  partId: string;
  url: string;
  title: string | null;
}

export type StatusCode = "first-byte" | "retrying" | "note";
/** A milestone. `first-byte`: the provider began to answer. `retrying`: a failed attempt is repeated after `details.delayMs`. */
export interface Status {
  type: "status";
  level: "info" | "success" | "warning" | "error";
  code: StatusCode;
  message: string;
  details?: Record<string, string | number>;
}
/** The model call ended, with the provider's own finish reason in our words. */
export interface StepEnd {
  type: "step-end";
  step: number;
  finish: FinishReason;
  usage: Usage;
}
/** The run ended; nothing follows. `reason` says why in one word: a FinishReason, or `reader`, `restart`, `shutdown`. */
export interface RunEnd {
  type: "run-end";
  status: EndStatus;
  reason: string;
  usage: Usage;
  error: RunError | null;
}

export type Draft =
  | RunStart
  | StepStart
  | ReasoningStart
  | ReasoningDelta
  | ReasoningEnd
  | TextStart
  | TextDelta
  | TextEnd
  | ToolCall
  | ToolApprovalRequest
  | ToolApprovalResponse
  | ToolResult
  | ToolError
  | Source
  | Status
  | StepEnd
  | RunEnd;

/** A numbered fact of a run. `at` is milliseconds since the epoch on the server's clock when it happened. */
export type RunEvent = Draft & { runId: string; seq: number; at: number };

export const unknownUsage: Usage = { input: null, output: null, reasoning: null, cached: null };

export const endStatuses = ["completed", "stopped", "failed", "interrupted"] as const satisfies readonly EndStatus[];

export function isEnded(status: RunStatus): status is EndStatus {
  return (endStatuses as readonly string[]).includes(status);
}
