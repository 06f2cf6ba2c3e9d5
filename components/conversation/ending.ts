/** Owns: the sentence under a run that did not simply end well. */
import type { View } from "#lib/reasoning/view.ts";
import { formatDuration } from "../reasoning/duration.ts";

export interface Ending {
  sentence: string;
  detail: string | null;
  /** Something went wrong, as opposed to: the person wanted it so. */
  isTrouble: boolean;
  canRetry: boolean;
}

export function endingOf(view: View): Ending | null {
  const hasText = view.parts.some((part) => part.kind === "text" && part.text.trim() !== "");
  const hasThought = view.parts.some((part) => part.kind === "reasoning");
  const took = view.startedAt !== null && view.endedAt !== null ? formatDuration(view.endedAt - view.startedAt) : null;
  switch (view.status) {
    case "queued":
    case "running":
      return null;
    case "completed":
      if (view.reason === "length") {
        return trouble(
          "The answer reached the model's length limit.",
          hasText ? null : "The limit went on thinking. Retry with a lower effort.",
        );
      }
      if (view.reason === "content-filter") return trouble("The provider cut the answer for its content.", null);
      if (hasText) return null;
      return quiet(hasThought ? "The model thought, but gave no answer text." : "The model gave no answer text.", null);
    case "stopped":
      // That and when is said by the line above the answer.
      return quiet(kept(hasText, hasThought) ?? "Nothing had arrived yet.", null);
    case "failed":
      return trouble(view.error?.message ?? "The answer failed.", join(kept(hasText, hasThought), view.error?.suggestion));
    case "interrupted":
      return trouble(
        `Interrupted${took ? ` after ${took}` : ""}: ${view.reason === "shutdown" ? "Aloud was stopped." : "Aloud was restarted."}`,
        kept(hasText, hasThought),
      );
    default:
      return view.status satisfies never;
  }
}

function trouble(sentence: string, detail: string | null): Ending {
  return { sentence, detail, isTrouble: true, canRetry: true };
}

function quiet(sentence: string, detail: string | null): Ending {
  return { sentence, detail, isTrouble: false, canRetry: true };
}

function kept(hasText: boolean, hasThought: boolean): string | null {
  if (hasText && hasThought) return "The thinking and the answer so far are kept.";
  if (hasText) return "The answer so far is kept.";
  return hasThought ? "The thinking so far is kept; there is no answer text." : null;
}

function join(...sentences: (string | null | undefined)[]): string | null {
  return sentences.filter(Boolean).join(" ") || null;
}
