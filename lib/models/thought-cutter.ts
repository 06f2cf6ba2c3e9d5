/** Owns: cutting the thinking of a model call that is under way: by the server's own means where it has some, else by ending the call. */
import { setTimeout as sleepFor } from "node:timers/promises";
import type { Draft } from "#lib/reasoning/event.ts";
import type { PartReader } from "./part-reader.ts";
import type { StepCall } from "./stream-step.ts";

/** How long a server may take to end the thinking before the call is ended instead. */
const patienceMs = 3_000;

export interface ThoughtCutter {
  /** Fires when the call is to end: because it was aborted, or because its thinking was cut. */
  signal: AbortSignal;
  /** Whether the call was ended for the cut. */
  readonly isEnded: boolean;
  /** What is to be told of the cut, once; else null. */
  news(): Draft | null;
  close(): void;
}

export function makeThoughtCutter(
  { model, signal, cutThinking }: Pick<StepCall, "model" | "signal" | "cutThinking">,
  reader: Pick<PartReader, "hasText" | "responseId" | "cutThoughts">,
): ThoughtCutter {
  const end = new AbortController();
  let isClosed = false;
  let message: string | null = null;
  const endCall = () => {
    if (isClosed || reader.hasText) return;
    message = "The thinking was cut. The model is asked again, for an answer from what is there.";
    end.abort();
  };
  const endThought = async (responseId: string) => {
    const isDone = await Promise.race([
      model.endThinking?.(responseId).catch(() => false),
      sleepFor(patienceMs, false, { ref: false, signal }).catch(() => false),
    ]);
    if (isClosed || reader.hasText) return;
    if (isDone !== true) {
      endCall();
      return;
    }
    reader.cutThoughts();
    message = "The thinking was cut. The model goes on to its answer.";
  };
  const onCut = () => {
    const { responseId, hasText } = reader;
    if (hasText) return;
    if (model.endThinking && responseId !== null) void endThought(responseId);
    else endCall();
  };
  if (cutThinking?.aborted) onCut();
  cutThinking?.addEventListener("abort", onCut, { once: true });

  return {
    signal: AbortSignal.any([signal, end.signal]),
    get isEnded() {
      return end.signal.aborted;
    },
    news() {
      if (message === null) return null;
      const draft: Draft = { type: "status", level: "info", code: "answer-now", message };
      message = null;
      return draft;
    },
    close() {
      isClosed = true;
      cutThinking?.removeEventListener("abort", onCut);
    },
  };
}
