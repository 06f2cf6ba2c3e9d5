/**
 * Owns: the shape of a run folded so far. Made by `fold.ts` and nothing else; plain data, safe to send and to store.
 */
import type { Effort } from "#lib/core/effort.ts";
import type { Surface } from "#lib/core/surface.ts";
import type {
  ApprovalScope,
  Cost,
  FinishReason,
  ReasoningForm,
  RunError,
  RunStatus,
  SentThoughts,
  Status,
  Usage,
} from "./event.ts";
import { unknownUsage } from "./event.ts";
import type { ToolEffect, ToolShown } from "./tool-shown.ts";

interface PartBase {
  /** Unique within the run. */
  id: string;
  /** The model call it belongs to, from 1. */
  step: number;
  startedAt: number;
  /** Null while it is open. */
  endedAt: number | null;
}

export interface ReasoningPart extends PartBase {
  kind: "reasoning";
  form: ReasoningForm;
  text: string;
  /** It did not come to its own end. */
  isCut: boolean;
}
export interface TextPart extends PartBase {
  kind: "text";
  text: string;
}
export interface ToolPart extends PartBase {
  kind: "tool";
  callId: string;
  name: string;
  /** The arguments as the model wrote them so far; empty once the call is whole. */
  input: string;
  args: unknown;
  /** For people; null where there is no such tool. */
  title: string | null;
  purpose: string | null;
  effect: ToolEffect | null;
  server: string | null;
  /**
   * `writing`: its arguments are on their way. `ready`: it is to run. `unknown`: the run ended while the tool was running. A call
   * that ended while it was written was never whole; one that ended `ready` or `awaiting-approval` never ran. `handed-over`: whoever
   * asked runs it.
   */
  state: "writing" | "ready" | "running" | "awaiting-approval" | "handed-over" | "done" | "failed" | "refused" | "unknown";
  /** A tool of whoever asked. */
  isClients: boolean;
  /** When it was given to whoever asked; null: it was not. */
  handedAt: number | null;
  /** When the call was whole; null before. */
  calledAt: number | null;
  /** When it began to run, apart from when it was asked for; null before. */
  ranAt: number | null;
  attempt: number;
  /** What it printed. */
  output: string;
  progress: { done: number; total: number | null; message: string | null } | null;
  result: unknown;
  shown: ToolShown | null;
  /** Of the whole output; null when unknown. */
  bytes: number | null;
  isShortened: boolean;
  error: string | null;
  approval: ToolApproval | null;
}
export interface ToolApproval {
  message: string;
  askedAt: number;
  expiresAt: number | null;
  answeredAt: number | null;
  approved: boolean | null;
  reason: string | null;
  scope: ApprovalScope | null;
  by: "person" | "rule" | "expiry" | null;
}
export interface SourcePart extends PartBase {
  kind: "source";
  /** The tool call that found it; null: the provider's own. */
  callId: string | null;
  url: string;
  title: string | null;
}
export interface StatusPart extends PartBase {
  kind: "status";
  status: Omit<Status, "type">;
}

export type Part = ReasoningPart | TextPart | ToolPart | SourcePart | StatusPart;

/** One model call. */
export interface Step {
  step: number;
  startedAt: number;
  endedAt: number | null;
  firstByteAt: number | null;
  effortSent: string | null;
  /** Null when there was no earlier thought. */
  sentBack: SentThoughts[] | null;
  finish: FinishReason | null;
  usage: Usage;
}

/** A run as far as event number `seq`. All times are server milliseconds. */
export interface View {
  runId: string;
  /** The number of the last event it covers; 0 before the first. */
  seq: number;
  status: RunStatus;
  turnId: string | null;
  modelId: string | null;
  modelName: string | null;
  effortAsked: Effort | null;
  startedAt: number | null;
  endedAt: number | null;
  firstByteAt: number | null;
  firstThoughtAt: number | null;
  firstTextAt: number | null;
  steps: Step[];
  parts: Part[];
  usage: Usage;
  reason: string | null;
  error: RunError | null;
  /** The run whose unfinished thought this one answers from. */
  continuesRunId: string | null;
  outputLimit: number | null;
  /** Until when it waits for a person, or for the results of whoever asked; null when it does not. */
  waitsUntil: number | null;
  waitsFor: "person" | "client" | null;
  /** Null: our own page. */
  origin: { surface: Surface; keyName: string | null } | null;
  /** What whoever asked wants beside the question, in short; null: nothing. */
  brief: { instructionsLength: number; toolNames: string[] } | null;
  /** Steps up to this number were brought along by whoever asked and have no times of their own; 0: none. */
  importedSteps: number;
  /** Null when it is not known. */
  cost: Cost | null;
}

export function emptyView(runId: string): View {
  return {
    runId,
    seq: 0,
    status: "queued",
    turnId: null,
    modelId: null,
    modelName: null,
    effortAsked: null,
    startedAt: null,
    endedAt: null,
    firstByteAt: null,
    firstThoughtAt: null,
    firstTextAt: null,
    steps: [],
    parts: [],
    usage: unknownUsage,
    reason: null,
    error: null,
    continuesRunId: null,
    outputLimit: null,
    waitsUntil: null,
    waitsFor: null,
    origin: null,
    brief: null,
    importedSteps: 0,
    cost: null,
  };
}
