/**
 * Owns: the vocabulary of the run log. The table column, the wire, the fold and the fixtures use these names and no others.
 * A Draft is what happened; an Event is a draft with its run, its number (from 1, no gaps) and the server's time.
 */
import type { Effort } from "#lib/core/effort.ts";
import type { ErrorCode } from "#lib/core/errors.ts";
import type { Surface } from "#lib/core/surface.ts";
import type { Brief } from "./brief.ts";
import type {
  ToolApprovalRequest,
  ToolApprovalResponse,
  ToolCall,
  ToolError,
  ToolHanded,
  ToolInputDelta,
  ToolInputStart,
  ToolOutput,
  ToolProgress,
  ToolResult,
  ToolStart,
} from "./tool-event.ts";

/** `waiting`: for a person to allow or refuse a tool, or for whoever asked to run one; nobody executes it meanwhile. */
export type RunStatus = "queued" | "running" | "waiting" | "completed" | "stopped" | "failed" | "interrupted";
export type EndStatus = Exclude<RunStatus, "queued" | "running" | "waiting">;

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

/**
 * Whether a thought is the model's own text, its provider's summary of it, kept from us by the provider (`sealed`), or withheld
 * for safety (`redacted`). The last two have no text.
 */
export type ReasoningForm = "full" | "summary" | "sealed" | "redacted";

/** A provider's opaque proof of what it wrote. It goes back to `issuer` and to no other, and never to a browser. */
export interface Seal {
  /** Provider, endpoint, model and credentials that made it, joined; compared for equality only. */
  issuer: string;
  data: unknown;
  /** Earlier thoughts of the same step that it holds as well, by part id: they go back with it or not at all. */
  covers?: string[];
}

/**
 * Why an earlier thought was not sent back. `foreign`: another model's, or sealed by another provider or under another key. `cut`: its run or its step was
 * broken off. `expired`: the provider no longer took it. `unsealed`: this provider takes back only what it sealed.
 * `closed-turn`: this provider wants thoughts only beside the tool calls they led to. `not-taken`: it takes none at all.
 * `idle`: nothing followed it.
 */
export type LeftOutReason = "foreign" | "cut" | "expired" | "unsealed" | "closed-turn" | "not-taken" | "idle";

/** Thoughts of one earlier run that met the same fate. */
export interface SentThoughts {
  runId: string;
  partIds: string[];
  /** `context`: its text was quoted to the model, for an answer to be made from it. */
  how: "full" | "sealed" | "context" | "left-out";
  /** Null unless left out. */
  why: LeftOutReason | null;
}

/** What a run cost by the price list in use when it ended. */
export interface Cost {
  /** US dollars. */
  amount: number;
  price: Price;
}

/** US dollars per million tokens; null: not priced apart from input. */
export interface Price {
  input: number;
  output: number;
  cachedInput: number | null;
  /** The day the price was read, `YYYY-MM-DD`. */
  asOf: string;
  /** Who says so: the list that comes with the application, or its owner. */
  from: "list" | "owner";
  /** Tokens of input it holds for, where longer prompts cost more. */
  upToInput?: number;
}

/** The run was taken up. */
export interface RunStart {
  type: "run-start";
  turnId: string;
  /** Empty: nobody knows which model it was; then name and effort say nothing. */
  modelId: string;
  modelName: string;
  effortAsked: Effort;
  /** The run whose unfinished thought this one answers from. */
  continuesRunId?: string;
  /** Model calls it may make at most; absent: the usual twenty. */
  mostSteps?: number;
  /** Names of the tools it may use; absent: all that are switched on. */
  tools?: string[];
  /** The person's IANA time zone. */
  timeZone?: string;
  /** Tokens the answer may have at most, thinking included, where somebody said so. */
  outputLimit?: number;
  /** How it was asked, where that was not on our own page; `keyName`: the name of the API key, null without one. */
  origin?: { surface: Exclude<Surface, "page">; keyName: string | null };
  brief?: Brief;
  /**
   * Its steps up to the next `run-resume`, or up to its end, were not made here: whoever asked brought them along as what had been said
   * before. Their times say when they came and nothing else.
   */
  isImported?: true;
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
/** What became of the earlier thoughts on the path in this step's request; the newest of a step counts. Not sent when there were none. */
export interface SentBack {
  type: "sent-back";
  step: number;
  thoughts: SentThoughts[];
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
  /** It did not come to its own end: the reader, a limit or a failure cut it. */
  isCut?: true;
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
  seal?: Seal;
}
/** Nobody executes the run until a person decides or whoever asked brings results, or until `until`. `for` absent: a person. */
export interface RunWait {
  type: "run-wait";
  until: number;
  for?: "client";
}
/** It is executed again. */
export interface RunResume {
  type: "run-resume";
  /** Where whoever asked came back with other wishes. */
  brief?: Brief;
}
/** How far an approval reaches: this call, this tool in this conversation, this tool everywhere. */
export type ApprovalScope = "once" | "conversation" | "always";
/** A page or document that the step before it drew on. */
export interface Source {
  type: "source";
  partId: string;
  /** The tool call that found it. */
  callId?: string;
  url: string;
  title: string | null;
}

export type StatusCode = "first-byte" | "retrying" | "answer-now" | "note";
/**
 * A milestone. `first-byte`: the provider began to answer. `retrying`: a failed attempt is repeated after `details.delayMs`.
 * `answer-now`: the reader cut the thinking and wants an answer from what is there.
 */
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
  /** Absent when a price or a count is not known. */
  cost?: Cost;
}

export type Draft =
  | RunStart
  | StepStart
  | SentBack
  | ReasoningStart
  | ReasoningDelta
  | ReasoningEnd
  | TextStart
  | TextDelta
  | TextEnd
  | ToolInputStart
  | ToolInputDelta
  | ToolCall
  | ToolApprovalRequest
  | ToolApprovalResponse
  | ToolHanded
  | ToolStart
  | ToolOutput
  | ToolProgress
  | ToolResult
  | ToolError
  | Source
  | Status
  | RunWait
  | RunResume
  | StepEnd
  | RunEnd;

/** A numbered fact of a run. `at` is milliseconds since the epoch on the server's clock when it happened. */
export type RunEvent = Draft & { runId: string; seq: number; at: number };

export const unknownUsage: Usage = { input: null, output: null, reasoning: null, cached: null };

export const endStatuses = ["completed", "stopped", "failed", "interrupted"] as const satisfies readonly EndStatus[];

/** All that have no end yet. */
export const unfinishedStatuses: RunStatus[] = ["queued", "running", "waiting"];

export function isEnded(status: RunStatus): status is EndStatus {
  return (endStatuses as readonly string[]).includes(status);
}
