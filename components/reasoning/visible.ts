/**
 * Owns: how much of the thinking can be read, beside what was billed. An estimate is called one; a count is the provider's. Pure.
 */
import { isEnded } from "#lib/reasoning/event.ts";
import type { ReasoningPart, View } from "#lib/reasoning/view.ts";
import { formatCount } from "./figures.ts";
import { factsOf, hiddenTokens, type Shown, shownWords } from "./honesty.ts";

export interface Visible {
  words: string;
  /** How that is known. */
  title: string;
}

/** The share of what was billed is told at the end, when both are known. */
export function visibleOf(view: View): Visible {
  const thoughts = view.parts.filter((part) => part.kind === "reasoning");
  const forms = formsOf(view, thoughts);
  const billed = view.usage.reasoning;
  if (!isEnded(view.status)) return { words: forms || "–", title: "What is read here of the thinking so far" };
  if (view.reason === "imported") return { words: "–", title: "It was said elsewhere, and nobody here knows what was thought" };
  if (thoughts.length === 0 && (billed ?? 0) === 0) {
    return { words: "no thinking", title: "No thinking was sent, and none is known to be billed" };
  }
  if (forms === shownWords.full.mark) return { words: forms, title: shownWords.full.meaning };
  const { share, title } = shareOf(thoughts.map((part) => part.text).join(""), billed);
  return { words: [forms, share].filter(Boolean).join(" · "), title };
}

/** What kinds of thoughts there are: one word where all are of one kind, else how many of each. */
function formsOf(view: View, thoughts: readonly ReasoningPart[]): string {
  const facts = factsOf(view);
  const kinds = Map.groupBy(thoughts, (part): Shown => facts(part).shown);
  const thinking = new Set(thoughts.map((part) => part.step));
  const hidden = view.steps.filter((step) => hiddenTokens(step, thinking.has(step.step)) !== null).length;
  const isOneKind = kinds.size + (hidden > 0 ? 1 : 0) === 1;
  if (isOneKind) return [...kinds.keys()].map((shown) => shownWords[shown].mark)[0] ?? "hidden";
  const forms = [...kinds].map(([shown, { length }]) => `${formatCount(length)} ${countedAs(shown, length)}`);
  return [...forms, ...(hidden > 0 ? [`${formatCount(hidden)} hidden`] : [])].join(", ");
}

function countedAs(shown: Shown, count: number): string {
  switch (shown) {
    case "full":
      return "in full";
    case "summary":
      return count === 1 ? "summary" : "summaries";
    case "sealed":
    case "redacted":
      return shown;
    case "empty":
      return "without text";
    default:
      return shown satisfies never;
  }
}

const estimated =
  "The tokens shown are estimated from the length of the text, four letters to a token. Those billed are the provider's count.";

function shareOf(text: string, billed: number | null): { share: string; title: string } {
  const counted = billed === null ? "The provider did not count its thinking apart" : "As the provider counted it";
  if (text.trim() === "") {
    return { share: billed === null ? "" : `nothing of ${formatCount(billed)} tokens`, title: counted };
  }
  const about = aboutTokens(text);
  if (about === null || (billed !== null && about > billed)) return { share: "", title: counted };
  const of = billed === null ? "" : ` of ${formatCount(billed)}`;
  return { share: `about ${formatCount(about)}${of} tokens`, title: estimated };
}

const fewestLetters = 80;

/**
 * Tokens of a text by the rule of four letters each, to two figures; null for texts in scripts to which the rule does not
 * apply, and for such as are too short for it.
 */
export function aboutTokens(text: string): number | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters < fewestLetters || latin < letters * 0.9) return null;
  const tokens = text.length / 4;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(tokens)) - 1);
  return Math.round(tokens / unit) * unit;
}
