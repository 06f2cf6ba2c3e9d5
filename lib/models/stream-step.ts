/**
 * Owns: one model call, from the request to its end, as drafts. Whatever happens, what was opened is closed and the
 * last draft is `step-end`. Does not own: the meaning of parts (`from-ai.ts`), of errors (`failures.ts`), the bytes
 * (`exchange.ts`), what becomes of the run (`lib/runs`).
 */
import { setTimeout as sleepFor } from "node:timers/promises";
import type { Effort } from "#lib/core/effort.ts";
import { type Draft, type FinishReason, type RunError, type Usage, unknownUsage } from "#lib/reasoning/event.ts";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import { type Exchange, openExchange } from "./exchange.ts";
import { type Failure, failure, failureOf, toRunError } from "./failures.ts";
import { makePartReader, type PartReader } from "./from-ai.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { type Extras, mostAttempts, objections, retryDelayMs, retryStatus, withoutObjection } from "./retry.ts";

export interface StepCall {
  model: ResolvedModel;
  messages: PromptMessage[];
  effort: Effort;
  /** From 1. */
  step: number;
  /** Ends the call with finish `aborted`. */
  signal: AbortSignal;
  /** How long the provider may be silent, in milliseconds. */
  stallMs: number;
  nextPartId: () => string;
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
}

/** One request and what came of it. */
interface Attempt {
  finish: FinishReason;
  usage: Usage;
  failure: Failure | null;
  isAnswered: boolean;
}

/** Never throws. */
export async function* streamStep(call: StepCall): AsyncGenerator<Draft, StepOutcome> {
  const { model, step, signal } = call;
  const sleep = call.sleep ?? sleepUnlessAborted;
  const known = objections(model.issuer);
  let extras: Extras = {
    effort: known.effort ? null : model.effortWord(call.effort),
    wantsSummary: !known.summary,
    withSeals: model.takesSeals,
  };
  yield { type: "step-start", step, effortSent: extras.effort };

  let attempt: Attempt;
  for (let count = 1; ; ) {
    attempt = yield* tryOnce(call, extras);
    if (attempt.failure === null || attempt.isAnswered || signal.aborted) break;
    const lighter = withoutObjection(extras, attempt.failure);
    if (lighter) {
      extras = lighter.extras;
      known.effort ||= attempt.failure.about === "effort";
      known.summary ||= attempt.failure.about === "summary";
      yield lighter.status;
      if (attempt.failure.about === "effort") yield { type: "step-start", step, effortSent: extras.effort };
      continue;
    }
    if (!attempt.failure.isTransient || count === mostAttempts) break;
    count += 1;
    const delayMs = retryDelayMs(attempt.failure, count);
    yield retryStatus(attempt.failure, count, delayMs);
    await sleep(delayMs, signal);
  }

  const { finish, usage } = attempt;
  yield { type: "step-end", step, finish, usage };
  return { finish, usage, error: attempt.failure && toRunError(attempt.failure), effortSent: extras.effort };
}

async function* tryOnce(call: StepCall, extras: Extras): AsyncGenerator<Draft, Attempt> {
  const { model, signal, stallMs } = call;
  if (signal.aborted) return { finish: "aborted", usage: unknownUsage, failure: null, isAnswered: false };
  const exchange = openExchange({ reach: model.reach, signal, stallMs });
  const reader = makePartReader({
    nextPartId: call.nextPartId,
    form: model.form,
    issuer: model.issuer,
    mayWriteTags: model.mayWriteTags,
  });
  let broken: Failure | null = null;
  try {
    const opening = model.ask({ messages: call.messages, extras, exchange });
    // The SDK may wait for more than the first byte before it hands over its stream. Its failure is met below.
    await Promise.race([exchange.answered, opening.catch(() => {})]);
    if (exchange.isAnswered) {
      yield { type: "status", level: "info", code: "first-byte", message: "The provider began to answer." };
    }
    for await (const part of await opening) {
      if (part.type === "error") {
        broken = failureOf(part.error);
        break;
      }
      for (const draft of reader.take(part)) yield draft;
    }
  } catch (error) {
    broken = failureOf(error);
  } finally {
    exchange.close();
  }
  for (const draft of reader.close()) yield draft;
  return { ...verdictOf(reader, exchange, broken), usage: reader.usage, isAnswered: exchange.isAnswered };
}

/** Only the provider's own finish makes an answer whole; what broke it off is told in the order of what is known best. */
function verdictOf(
  reader: PartReader,
  { fault }: Exchange,
  broken: Failure | null,
): { finish: FinishReason; failure: Failure | null } {
  const failed = (reason: Failure) => ({ finish: "error" as const, failure: reason });
  if (reader.finish !== null && broken === null) {
    const isWhole = reader.finish !== "tool-calls" && !reader.wantsTool;
    return isWhole ? { finish: reader.finish, failure: null } : failed(failure("provider-bad-response"));
  }
  if (fault === "aborted") return { finish: "aborted", failure: null };
  if (fault !== null) return failed(fault);
  if (broken !== null && broken.code !== "provider-cut") return failed(broken);
  return failed(failure(reader.hasAnswer ? "provider-cut" : "provider-bad-response"));
}

async function sleepUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleepFor(ms, undefined, { signal });
  } catch {
    // Only the signal rejects this, and the next attempt looks at it first.
  }
}
