/** Owns: how a run ended, and in which words: under the answer, in the panel and in the message's line alike. Pure. */
import type { View } from "#lib/reasoning/view.ts";
import { formatCount } from "./figures.ts";
import { hasAnswer, isLimitEaten } from "./ways-on.ts";

export interface Ending {
  /** `eaten`: the output limit came before a word of the answer. */
  kind: "failed" | "interrupted" | "stopped" | "cut" | "eaten" | "unanswered";
  /** A few words. */
  title: string;
  /** What happened, where the title does not say it. */
  sentence: string;
  /** What is safe. */
  kept: string;
  /** What to do; empty where that goes without saying. */
  suggestion: string;
}

/** Null while the run goes on, and when it came to its end with an answer. */
export function endingOf(view: View): Ending | null {
  const isAnswered = hasAnswer(view);
  const hasThought = view.parts.some((part) => part.kind === "reasoning");
  const kept = keptWords(isAnswered, hasThought);
  switch (view.status) {
    case "queued":
    case "running":
    case "waiting":
      return null;
    case "failed": {
      const sentence = view.error?.message ?? "The answer could not be completed.";
      return { kind: "failed", title: "Failed", sentence, kept, suggestion: view.error?.suggestion ?? "Retry to ask again." };
    }
    case "interrupted": {
      const sentence = `Aloud was ${view.reason === "shutdown" ? "stopped" : "restarted"} while this was being written.`;
      return { kind: "interrupted", title: "Interrupted", sentence, kept, suggestion: "Retry to ask again." };
    }
    case "stopped": {
      const what = kept || "Nothing had arrived yet.";
      return {
        kind: "stopped",
        title: view.origin === null ? "Stopped by you" : "Stopped",
        sentence: "",
        kept: what,
        suggestion: "",
      };
    }
    case "completed":
      if (view.reason === "tool-calls" || view.reason === "imported") return null;
      if (isLimitEaten(view)) return eaten(view, hasThought);
      return cutOf(view) ?? (isAnswered ? null : unanswered(hasThought));
    default:
      return view.status satisfies never;
  }
}

/** The provider ended it, but not because it was done. */
function cutOf({ reason }: View): Ending | null {
  const cut = { kind: "cut", title: "Cut short", kept: "" } as const;
  if (reason === "length") return { ...cut, sentence: "The answer reached the output limit.", suggestion: "Ask it to go on." };
  if (reason !== "content-filter") return null;
  const suggestion = "Put the question differently, or choose another model.";
  return { ...cut, sentence: "The provider cut the answer for its content.", suggestion };
}

/** Thinking is blamed only where there was some. */
function eaten(view: View, hasThought: boolean): Ending {
  const hasThinking = hasThought || (view.usage.reasoning ?? 0) > 0;
  const limit = view.outputLimit === null ? "output limit" : `output limit of ${formatCount(view.outputLimit)} tokens`;
  const sentence = hasThinking
    ? `The thinking used up the whole ${limit}; no answer was written.`
    : `The ${limit} was reached before any answer was written.`;
  return {
    kind: "eaten",
    title: "No answer",
    sentence,
    kept: hasThought ? "The thinking is kept." : "",
    suggestion: "",
  };
}

function unanswered(hasThought: boolean): Ending {
  const sentence = hasThought ? "The model thought, but gave no answer text." : "The model gave no answer text.";
  return { kind: "unanswered", title: "No answer", sentence, kept: "", suggestion: "" };
}

function keptWords(isAnswered: boolean, hasThought: boolean): string {
  if (isAnswered) return hasThought ? "The thinking and the answer so far are kept." : "The answer so far is kept.";
  return hasThought ? "The thinking so far is kept." : "";
}
