/** Owns: how a run ended, in the words of this protocol, and the step that says so where there is no answer. */
import type { RunEnd, Usage } from "#lib/reasoning/event.ts";
import type { CompleteReason, ReactUsage } from "./server-message.ts";

export interface RunSoFar {
  hasAnswer: boolean;
  /** Its last model call was offered no tools: the most it may make were made. */
  isUsedUp: boolean;
}

export interface Ended {
  reason: CompleteReason;
  /** Null: the answer says it. */
  error: { code: string; content: string } | null;
}

const noneLeft = "The most model calls were made, and there is no answer.";

export function endOf(event: RunEnd, { hasAnswer, isUsedUp }: RunSoFar): Ended {
  const unless = (code: string, content: string) => (hasAnswer ? null : { code, content });
  switch (event.status) {
    case "completed":
      if (event.reason === "length") {
        return { reason: "length", error: unless("length", "The output limit was reached before the answer began.") };
      }
      if (event.reason === "content-filter") {
        return { reason: "error", error: { code: "content_filter", content: "The provider's content filter ended the answer." } };
      }
      if (isUsedUp || event.reason === "tool-calls") {
        return { reason: "max_iterations", error: unless("max_iterations", noneLeft) };
      }
      return { reason: "stop", error: unless("empty_response", "The model ended without an answer.") };
    case "stopped":
      return { reason: "cancelled", error: null };
    case "interrupted": {
      const content = "Aloud was restarted before the answer was complete.";
      return { reason: "error", error: { code: "interrupted_by_restart", content } };
    }
    case "failed": {
      const { code = "internal", message = "The answer could not be completed." } = event.error ?? {};
      // Asked without tools, the model called one all the same.
      const wantsMore = isUsedUp && !hasAnswer && code === "provider-bad-response";
      if (wantsMore) return { reason: "max_iterations", error: { code: "max_iterations", content: noneLeft } };
      return { reason: "error", error: { code, content: message } };
    }
    default:
      return event.status satisfies never;
  }
}

export function usageOf({ input, output, reasoning, cached }: Usage): ReactUsage {
  return { input_tokens: input, output_tokens: output, reasoning_tokens: reasoning, cached_input_tokens: cached };
}
