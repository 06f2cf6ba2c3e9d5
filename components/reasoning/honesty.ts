/** Owns: what a reader has before them of a model's thinking: all of it, a summary or nothing, and what cut it. Pure. */
import { burstsOf } from "#lib/reasoning/burst.ts";
import type { FinishReason } from "#lib/reasoning/event.ts";
import type { ReasoningPart, Step, View } from "#lib/reasoning/view.ts";
import { formatCount } from "./figures.ts";

/** `empty`: it ended without a word, and the provider did not say that it keeps it. */
export type Shown = "full" | "summary" | "sealed" | "redacted" | "empty";

export type CutBy = "answer-now" | "reader" | "limit" | "failure" | "restart" | "unknown";

/** What is known of a thought beside its words. */
export interface ThoughtFacts {
  shown: Shown;
  cutBy: CutBy | null;
  /** Tokens the provider counted as thinking in its model call; null when unknown. */
  tokens: number | null;
  /** Thoughts of that call, which these tokens are for. */
  sharedBy: number;
  /** How long it was waited for, where it then arrived at once; else null. */
  waitedMs: number | null;
}

export function isSameFacts(a: ThoughtFacts, b: ThoughtFacts): boolean {
  const isSameCount = a.tokens === b.tokens && a.sharedBy === b.sharedBy;
  return isSameCount && a.shown === b.shown && a.cutBy === b.cutBy && a.waitedMs === b.waitedMs;
}

/** One pass over the run; the returned function then tells the facts of each of its thoughts. */
export function factsOf(view: View): (part: ReasoningPart) => ThoughtFacts {
  const calls = new Map(view.steps.map((step) => [step.step, step]));
  const counts = new Map<number, number>();
  const hurried = new Set<number>();
  const bursts = burstsOf(view);
  for (const part of view.parts) {
    if (part.kind === "reasoning") counts.set(part.step, (counts.get(part.step) ?? 0) + 1);
    if (part.kind === "status" && part.status.code === "answer-now") hurried.add(part.step);
  }
  return (part) => {
    const call = calls.get(part.step);
    const waitedFrom = bursts.get(part.id);
    return {
      shown: shownOf(part),
      cutBy: part.isCut ? cutBy(hurried.has(part.step), view.status, call?.finish ?? null) : null,
      tokens: call?.usage.reasoning ?? null,
      sharedBy: counts.get(part.step) ?? 1,
      waitedMs: waitedFrom === undefined ? null : part.startedAt - waitedFrom,
    };
  };
}

function shownOf({ form, text, endedAt }: ReasoningPart): Shown {
  if (form === "sealed" || form === "redacted") return text.trim() === "" ? form : "summary";
  return endedAt !== null && text.trim() === "" ? "empty" : form;
}

function cutBy(isHurried: boolean, status: View["status"], finish: FinishReason | null): CutBy {
  if (isHurried) return "answer-now";
  if (finish === "length") return "limit";
  if (status === "stopped") return "reader";
  if (status === "interrupted") return "restart";
  return status === "failed" || finish === "error" ? "failure" : "unknown";
}

/** The tokens of thinking that was billed with a model call of which not a word and not even a mark was sent; else null. */
export function hiddenTokens({ usage }: Step, hasThought: boolean): number | null {
  return !hasThought && usage.reasoning !== null && usage.reasoning > 0 ? usage.reasoning : null;
}

/** In the margin beside a thought. */
export const shownWords: Record<Shown, { mark: string; meaning: string }> = {
  full: { mark: "full text", meaning: "Full text: all that the provider sent as the model's own thinking" },
  summary: { mark: "summary", meaning: "Summary by the provider: not the model's own words" },
  sealed: { mark: "sealed", meaning: "Sealed: the provider keeps the text to itself" },
  redacted: { mark: "redacted", meaning: "Redacted: the provider withheld the text for safety" },
  empty: { mark: "no text", meaning: "The provider sent no text for this thought" },
};

/** Null where what the person did stands in the trace beneath it anyway. */
export const cutWords: Record<CutBy, string | null> = {
  "answer-now": null,
  reader: null,
  limit: "Cut at the output limit.",
  failure: "Broken off by the failure.",
  restart: "Broken off when Aloud ended.",
  unknown: "Broken off before its end.",
};

export interface Withheld {
  title: string;
  sentence: string;
}

/** What is missing where a thought has no text; null where it has. */
export function withheldOf(shown: Shown): Withheld | null {
  switch (shown) {
    case "full":
    case "summary":
      return null;
    case "sealed":
      return { title: "Sealed thought", sentence: "The text of this thought was not given by the provider." };
    case "redacted":
      return { title: "Redacted thought", sentence: "The provider withheld the text of this thought for safety." };
    case "empty":
      return { title: "Thought without text", sentence: "A thought was announced, and none of its text arrived." };
    default:
      return shown satisfies never;
  }
}

/** The tokens of a withheld thought. Several thoughts of one call share a count, and it is not divided among them. */
export function tokenWords({ tokens, sharedBy }: ThoughtFacts): string {
  if (tokens === null) return "not told";
  return sharedBy > 1 ? `${formatCount(tokens)} for ${sharedBy} thoughts together` : formatCount(tokens);
}
