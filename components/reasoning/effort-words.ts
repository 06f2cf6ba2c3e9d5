/** Owns: the effort asked for beside the one that was sent, in words. Pure. */
import type { Effort } from "#lib/core/effort.ts";
import { efforts } from "#lib/core/effort.ts";
import { ownSteps } from "#lib/reasoning/imported.ts";
import type { View } from "#lib/reasoning/view.ts";

export interface EffortWords {
  /** “effort high”, or “effort high → sent: medium”. */
  words: string;
  /** Why they differ; null where they do not, and before anything was sent. */
  why: string | null;
}

/** Null while nobody knows what was asked. */
export function effortWordsOf(view: Pick<View, "effortAsked" | "steps" | "importedSteps">): EffortWords | null {
  const { effortAsked: asked } = view;
  if (asked === null) return null;
  const sent = [...new Set(ownSteps(view).map((step) => step.effortSent))];
  const first = sent[0];
  if (first === undefined || (sent.length === 1 && first === asked)) return { words: `effort ${asked}`, why: null };
  return { words: `effort ${asked} → sent: ${sent.map(sentWord).join(", then ")}`, why: whyOf(asked, first) ?? whyLater(sent) };
}

/** What a model call was sent, where that is worth saying: when it is not what was asked. */
export function sentWord(sent: string | null): string {
  if (sent === null) return "nothing";
  return /^\d+$/.test(sent) ? `${Number(sent).toLocaleString("en-US")} tokens` : sent;
}

function whyOf(asked: Effort, sent: string | null): string | null {
  if (sent === asked) return null;
  if (sent === null) {
    return asked === "off"
      ? "No effort was sent to this model; whether it thinks is up to it."
      : "No effort was sent to this model; it thinks as much as it likes.";
  }
  if (isOff(sent))
    return asked === "off" ? `“${sent}” is how this provider turns thinking off.` : "The answer was asked for without thinking.";
  if (asked === "off") return "This model cannot turn thinking off; the least it takes was sent.";
  if (/^\d+$/.test(sent)) return "This model takes a number of tokens to think with, not a word.";
  if ((efforts as readonly string[]).includes(sent))
    return `This model does not take “${asked}”; “${sent}” is the nearest it takes.`;
  return `“${sent}” is how this provider says it.`;
}

/** A later call of the same run: the thinking was cut, and the answer is asked for by itself. */
function whyLater(sent: readonly (string | null)[]): string | null {
  const isQuiet = sent.slice(1).some((one) => one !== null && isOff(one));
  return isQuiet ? "Once the thinking was cut, the answer was asked for without thinking." : null;
}

function isOff(sent: string): boolean {
  return ["none", "off", "false", "disabled", "0"].includes(sent);
}
