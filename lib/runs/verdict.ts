/** Owns: how a run ends, from what its model call said and from why it was cut. Pure. */
import { AppError, type ErrorCode, errorTable } from "#lib/core/errors.ts";
import { type FinishReason, type RunEnd, type RunError, type Usage, unknownUsage } from "#lib/reasoning/event.ts";

/** Why the application ended a model call before its time. */
export type Cut = { kind: "reader" } | { kind: "shutdown" } | { kind: "failure"; error: RunError } | { kind: "lost" };

export interface Outcome {
  finish: FinishReason;
  /** Of one model call, where there were several. */
  largestInput?: number | null;
  usage: Usage;
  error: RunError | null;
}

/** With these words a provider says that its answer is whole as far as it goes. After calls of tools it is not. */
const ownFinishes: readonly FinishReason[] = ["stop", "length", "content-filter"];

/** `outcome` is null when the model call never came to an end of its own. */
export function verdictOf(outcome: Outcome | null, cut: Cut | null): RunEnd {
  const usage = outcome?.usage ?? unknownUsage;
  if (cut?.kind === "failure") return failed(cut.error, cut.error.code, usage);
  if (outcome !== null && outcome.error === null && ownFinishes.includes(outcome.finish)) {
    return { type: "run-end", status: "completed", reason: outcome.finish, usage, error: null };
  }
  if (cut?.kind === "reader") return { type: "run-end", status: "stopped", reason: "reader", usage, error: null };
  if (cut !== null) return { type: "run-end", status: "interrupted", reason: "shutdown", usage, error: null };
  return failed(outcome?.error ?? runError("provider-cut"), outcome?.finish ?? "error", usage);
}

function failed(error: RunError, reason: string, usage: Usage): RunEnd {
  return { type: "run-end", status: "failed", reason, usage, error };
}

export function runError(code: ErrorCode, message?: string): RunError {
  const row = errorTable[code];
  return { code, message: message ?? row.message, suggestion: row.suggestion, retryable: row.retryable };
}

/** What may be shown of any error; an unknown one becomes one fixed sentence. */
export function runErrorFrom(error: unknown): RunError {
  if (!AppError.is(error)) return runError("internal");
  return { ...runError(error.code, error.message), suggestion: error.suggestion };
}
