/** Owns: the events of a tool call, from the first letter of its arguments to its outcome. Part of the vocabulary of `event.ts`. */
import type { ApprovalScope, Seal } from "./event.ts";
import type { ToolEffect, ToolShown } from "./tool-shown.ts";

/** The model began to write a call; its arguments follow as `tool-input-delta`, the whole call as `tool-call` of the same part. */
export interface ToolInputStart {
  type: "tool-input-start";
  partId: string;
  callId: string;
  name: string;
}
export interface ToolInputDelta {
  type: "tool-input-delta";
  partId: string;
  delta: string;
}
/** The model asked for a tool, with its complete arguments. Call ids are unique within the run. */
export interface ToolCall {
  type: "tool-call";
  partId: string;
  callId: string;
  name: string;
  args: unknown;
  /** For people; absent where there is no such tool. */
  title?: string;
  /** This call in one line, for people. */
  purpose?: string;
  effect?: ToolEffect;
  /** The tool server it belongs to. */
  server?: string;
  /** A tool of whoever asked. */
  isClients?: true;
  seal?: Seal;
}
/** A person has to allow it first. */
export interface ToolApprovalRequest {
  type: "tool-approval-request";
  callId: string;
  /** What will happen, in a sentence. */
  message: string;
  /** From then on it counts as refused. */
  expiresAt?: number;
}
/** `scope`: how far an approval reaches. `by`: a person, an earlier approval of theirs, or nobody in time. */
export interface ToolApprovalResponse {
  type: "tool-approval-response";
  callId: string;
  approved: boolean;
  /** Why it was refused; the model is told. */
  reason: string | null;
  scope?: ApprovalScope;
  by?: "person" | "rule" | "expiry";
}
/** It was given to whoever asked, who runs it and brings its result. */
export interface ToolHanded {
  type: "tool-handed";
  callId: string;
}
/** The tool began to run. `attempt` from 1. */
export interface ToolStart {
  type: "tool-start";
  callId: string;
  attempt: number;
}
/** What the tool prints while it runs. */
export interface ToolOutput {
  type: "tool-output";
  callId: string;
  delta: string;
}
/** How far it is; `total` null: unknown. The newest counts. */
export interface ToolProgress {
  type: "tool-progress";
  callId: string;
  done: number;
  total: number | null;
  message: string | null;
}
export interface ToolResult {
  type: "tool-result";
  callId: string;
  /** What the model is given. */
  result: unknown;
  /** How a person is shown it; absent: `result` as it is. */
  shown?: ToolShown;
  /** Of the whole output. */
  bytes?: number;
  /** The model is given a part of it; the whole can be had apart. */
  isShortened?: true;
}
export interface ToolError {
  type: "tool-error";
  callId: string;
  message: string;
}
