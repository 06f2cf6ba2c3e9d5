/** Owns: how a run ended, and in which words: under the answer, in the panel and in the message's line alike. Pure. */
import type { View } from "#lib/reasoning/view.ts";

export interface Ending {
  kind: "failed" | "interrupted" | "stopped" | "cut" | "unanswered";
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
      return { kind: "stopped", title: "Stopped by you", sentence: "", kept: what, suggestion: "" };
    }
    case "completed":
      return cutOf(view, isAnswered) ?? (isAnswered ? null : unanswered(hasThought));
    default:
      return view.status satisfies never;
  }
}

/** The provider ended it, but not because it was done. */
function cutOf(view: View, isAnswered: boolean): Ending | null {
  const cut = { kind: "cut", title: "Cut short", kept: "" } as const;
  if (view.reason === "content-filter") {
    const suggestion = "Put the question differently, or choose another model.";
    return { ...cut, sentence: "The provider cut the answer for its content.", suggestion };
  }
  if (view.reason !== "length") return null;
  const suggestion = isAnswered ? "Ask it to go on." : "The limit went on thinking. Retry with a lower effort.";
  return { ...cut, sentence: "The answer reached the model's length limit.", suggestion };
}

function unanswered(hasThought: boolean): Ending {
  const sentence = hasThought ? "The model thought, but gave no answer text." : "The model gave no answer text.";
  return { kind: "unanswered", title: "No answer", sentence, kept: "", suggestion: "" };
}

function keptWords(isAnswered: boolean, hasThought: boolean): string {
  if (isAnswered) return hasThought ? "The thinking and the answer so far are kept." : "The answer so far is kept.";
  return hasThought ? "The thinking so far is kept." : "";
}

function hasAnswer(view: View): boolean {
  return view.parts.some((part) => part.kind === "text" && part.text.trim() !== "");
}
