/** Owns: cutting a text into sentences and clauses, and finding amounts with units in it. */
import { numberPattern } from "#lib/models/builtin/question.ts";
import { type Rational, readRational } from "#lib/models/builtin/rational.ts";
import { findUnit, type Unit } from "#lib/models/builtin/unit-table.ts";

/** Without their final marks; a decimal point ends nothing. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/[.;?!:]+(?=\s|$)|\n/)
    .map((sentence) =>
      sentence
        .trim()
        .replace(/^(?:and|but|so) /, "")
        .replace(/[,\s]+$/, ""),
    )
    .filter((sentence) => sentence !== "");
}

/** Split at commas and at "and" where a new statement begins. */
export function clausesOf(sentence: string): string[] {
  return sentence
    .split(
      /,\s*(?:and |but |while |so )?|\s+(?:and|while|but)\s+(?=(?:together|they|the|in total|altogether|their|both|how|in \d|\d+ years|[a-z'-]+ (?:has|is|costs|weighs|had)\b))/,
    )
    .map((clause) => clause.trim())
    .filter((clause) => clause !== "");
}

export interface Amount {
  value: Rational;
  unit: Unit;
  index: number;
}

const amountAt = new RegExp(
  `(?<![\\d.,a-z-])(${numberPattern})(?:\\s|-)?((?:[a-z][a-z/]*(?:\\^[23])?)(?: (?:per|an?) [a-z]+| [a-z]+){0,2})`,
  "gi",
);

/** Every number in the text with the unit after it; null when some number has none. */
export function amountsIn(text: string): Amount[] | null {
  const amounts: Amount[] = [];
  const covered: [number, number][] = [];
  for (const match of text.matchAll(amountAt)) {
    const words = (match[2] ?? "").split(" ");
    const value = readRational(match[1] ?? "");
    for (let length = words.length; length > 0 && value; length -= 1) {
      const unit = findUnit(words.slice(0, length).join(" "));
      if (!unit) continue;
      amounts.push({ value, unit, index: match.index });
      covered.push([match.index, match.index + (match[1]?.length ?? 0)]);
      break;
    }
  }
  const isCovered = (at: number) => covered.some(([from, to]) => at >= from && at < to);
  for (const digit of text.matchAll(/\d+/g)) if (!isCovered(digit.index)) return null;
  return amounts;
}
