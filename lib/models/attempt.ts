/**
 * Owns: one request of a step and what came of it, as drafts, with what was opened closed at its end.
 * Does not own: the meaning of parts (`part-reader.ts`), of errors (`failures.ts`), the bytes (`exchange.ts`), when thinking is
 * cut (`thought-cutter.ts`).
 */
import type { Draft, FinishReason, Usage } from "#lib/reasoning/event.ts";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import type { ReadToolCall } from "./call-reader.ts";
import { type Exchange, openExchange } from "./exchange.ts";
import { type Failure, failure, failureOf } from "./failures.ts";
import type { ModelPart } from "./model-part.ts";
import { makePartReader, type PartReader } from "./part-reader.ts";
import type { StepRequest } from "./retry.ts";
import type { StepCall } from "./stream-step.ts";
import { makeThoughtCutter } from "./thought-cutter.ts";

export interface Attempt {
  finish: FinishReason;
  usage: Usage;
  failure: Failure | null;
  isAnswered: boolean;
  /** It was ended because its thinking was cut. */
  isCut: boolean;
  toolCalls: readonly ReadToolCall[];
  unfinishedThought: string;
}

/** Never throws. */
export async function* tryOnce(
  call: StepCall,
  { extras, outputLimit, withTools, settings }: StepRequest,
  messages: readonly PromptMessage[],
): AsyncGenerator<Draft, Attempt> {
  const { model, stallMs } = call;
  const tools = withTools ? call.tools : [];
  const reader = makePartReader({
    nextPartId: call.nextPartId,
    claimCallId: call.claimCallId,
    form: model.form,
    issuer: model.replay.issuer,
    mayWriteTags: model.mayWriteTags,
    startsInside: model.startsInside ?? false,
  });
  const cutter = makeThoughtCutter(call, reader);
  const exchange = openExchange({ reach: model.reach, signal: cutter.signal, stallMs });
  let broken: Failure | null = null;
  try {
    const opening = cutter.signal.aborted ? nothing() : model.ask({ messages, tools, outputLimit, settings, extras, exchange });
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
      const news = cutter.news();
      if (news) yield news;
      for (const draft of reader.take(part)) if (tools.length > 0 || !isOfCall(draft)) yield draft;
    }
  } catch (error) {
    broken = failureOf(error);
  } finally {
    exchange.close();
    cutter.close();
  }
  const verdict = verdictOf(reader, exchange, broken, tools.length > 0);
  const isCut = verdict.finish === "aborted" && cutter.isEnded && !call.signal.aborted;
  if (isCut) reader.cutThoughts();
  const news = cutter.news();
  if (news) yield news;
  yield* reader.close();
  return {
    ...verdict,
    usage: reader.usage,
    isAnswered: exchange.isAnswered,
    isCut,
    toolCalls: reader.toolCalls,
    unfinishedThought: reader.thoughtText(),
  };
}

function isOfCall({ type }: Draft): boolean {
  return type === "tool-input-start" || type === "tool-input-delta" || type === "tool-call";
}

/** For a call that is over before it began. */
async function nothing(): Promise<AsyncIterable<ModelPart>> {
  return fromNothing();
}
async function* fromNothing(): AsyncGenerator<ModelPart, void> {}

/** Only the provider's own finish makes an answer whole; what broke it off is told in the order of what is known best. */
function verdictOf(
  reader: PartReader,
  { fault }: Exchange,
  broken: Failure | null,
  hasTools: boolean,
): { finish: FinishReason; failure: Failure | null } {
  const failed = (reason: Failure) => ({ finish: "error" as const, failure: reason });
  if (reader.finish !== null && broken === null) {
    const isCalling = reader.toolCalls.length > 0;
    // Some servers say `stop` after calls.
    const finish = reader.finish === "stop" && isCalling ? "tool-calls" : reader.finish;
    const isWhole = hasTools ? finish !== "tool-calls" || isCalling : finish !== "tool-calls" && !isCalling;
    return isWhole ? { finish, failure: null } : failed(failure("provider-bad-response"));
  }
  if (fault === "aborted") return { finish: "aborted", failure: null };
  if (fault !== null) return failed(fault);
  if (broken !== null && broken.code !== "provider-cut") return failed(broken);
  return failed(failure(reader.hasAnswer ? "provider-cut" : "provider-bad-response"));
}
