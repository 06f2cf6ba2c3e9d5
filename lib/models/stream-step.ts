/**
 * Owns: one model call, from the request to its end, as drafts. Whatever happens, what was opened is closed and the
 * last draft is `step-end`. Does not own: one request of it (`attempt.ts`), when it is sent again (`retry.ts`), the words of
 * failures (`failures.ts`), what becomes of the run and of its tools (`lib/runs`).
 */
import { setTimeout as sleepFor } from "node:timers/promises";
import type { Effort } from "#lib/core/effort.ts";
import type { CallSettings } from "#lib/reasoning/brief.ts";
import type { Draft, FinishReason, RunError, SentThoughts, Usage } from "#lib/reasoning/event.ts";
import type { Prompt } from "#lib/reasoning/prompt.ts";
import { type Attempt, tryOnce } from "./attempt.ts";
import type { ClaimCallId } from "./call-ids.ts";
import type { ReadToolCall } from "./call-reader.ts";
import { type Failure, toRunError } from "./failures.ts";
import type { ToolDeclaration } from "./model-part.ts";
import { learn, objections } from "./objections.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { lighterRequest, mostAttempts, retryDelayMs, retryStatus, type StepRequest } from "./retry.ts";
import { settle } from "./step-settings.ts";

export interface StepCall {
  model: ResolvedModel;
  /** What the model is to read. Pure, and does not throw; asked for again when a request is sent without seals. */
  prompt(options: { withSeals: boolean }): Prompt;
  /** Empty: the model is told of none, and a call it makes all the same is a failure. */
  tools: readonly ToolDeclaration[];
  /** Tokens it may write at most, thinking included; null leaves it to the provider. */
  outputLimit: number | null;
  /** Absent: nothing is set. */
  settings?: CallSettings;
  effort: Effort;
  /** From 1. */
  step: number;
  /** Ends the call with finish `aborted`. */
  signal: AbortSignal;
  /** Cuts the thinking: asks the server to go on to the answer, else ends the call. Ignored once the answer's text began. */
  cutThinking?: AbortSignal;
  /** How long the provider may be silent, in milliseconds. */
  stallMs: number;
  nextPartId: () => string;
  /** Makes ids of calls unique within the run; absent: within this answer. */
  claimCallId?: ClaimCallId;
  /** Waits between attempts; ends early when the signal fires. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface StepOutcome {
  finish: FinishReason;
  usage: Usage;
  /** Null when the provider came to its own end, or when the call was aborted. */
  error: RunError | null;
  /** The effort in the request that was answered, in the provider's word. */
  effortSent: string | null;
  /** `cutThinking` ended this call: the model is to be asked again for the answer. */
  isCut: boolean;
  /** To be run where `finish` is `tool-calls`. */
  toolCalls: readonly ReadToolCall[];
  /** What this step thought. */
  unfinishedThought: string;
}

/** Never throws. */
export async function* streamStep(call: StepCall): AsyncGenerator<Draft, StepOutcome> {
  const { model, step, outputLimit } = call;
  const sleep = call.sleep ?? sleepUnlessAborted;
  const over = call.cutThinking ? AbortSignal.any([call.signal, call.cutThinking]) : call.signal;
  const known = objections(model.replay.issuer);
  const toolNames = call.tools.map(({ name }) => name).join(" ");
  const { effortFor, settings, withTools, note } = settle(call, known, toolNames);
  let request: StepRequest = {
    extras: { effort: effortFor(outputLimit), wantsSummary: !known.summary, withSeals: model.replay.takesSeals },
    outputLimit,
    withTools,
    settings,
  };
  yield { type: "step-start", step, effortSent: request.extras.effort };
  if (note) yield note;
  let prompt = call.prompt({ withSeals: request.extras.withSeals });
  if (prompt.sent.length > 0) yield { type: "sent-back", step, thoughts: prompt.sent };

  let attempt: Attempt;
  for (let count = 1; ; ) {
    attempt = yield* tryOnce(call, request, prompt.messages);
    const { failure } = attempt;
    if (failure === null || attempt.isAnswered || call.signal.aborted) break;
    learn(known, failure, request, toolNames);
    const lighter = lighterRequest(request, suspecting(failure, prompt.sent), effortFor);
    if (lighter) {
      const before = request.extras;
      request = lighter.request;
      yield lighter.status;
      if (request.extras.effort !== before.effort) yield { type: "step-start", step, effortSent: request.extras.effort };
      if (request.extras.withSeals !== before.withSeals) {
        prompt = call.prompt({ withSeals: request.extras.withSeals });
        if (prompt.sent.length > 0) yield { type: "sent-back", step, thoughts: prompt.sent };
      }
      continue;
    }
    if (!failure.isTransient || count === mostAttempts) break;
    count += 1;
    const delayMs = retryDelayMs(failure, count);
    yield retryStatus(failure, count, delayMs);
    await sleep(delayMs, over);
  }

  const { finish, usage, failure, isCut, toolCalls, unfinishedThought } = attempt;
  yield { type: "step-end", step, finish, usage };
  const effortSent = request.extras.effort;
  return { finish, usage, error: failure && toRunError(failure), effortSent, isCut, toolCalls, unfinishedThought };
}

/** A refusal that names no reason may be of the thoughts that came back sealed; without them a conversation goes on. */
function suspecting(failure: Failure, sent: readonly SentThoughts[]): Failure {
  const isUnexplained = failure.code === "provider-refused" && failure.about === null;
  return isUnexplained && sent.some(({ how }) => how === "sealed") ? { ...failure, about: "seal" } : failure;
}

async function sleepUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleepFor(ms, undefined, { signal });
  } catch {
    // Only the signal rejects this, and the next attempt looks at it first.
  }
}
