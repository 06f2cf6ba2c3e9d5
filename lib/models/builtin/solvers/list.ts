/** Owns: reading a list of numbers from text. */
import { numberPattern } from "#lib/models/builtin/question.ts";
import { type Rational, readRational } from "#lib/models/builtin/rational.ts";

const one = new RegExp(`^${numberPattern}$`);

/**
 * Numbers separated by commas, semicolons, blanks or "and", and nothing else; null otherwise. `100,200,300` without
 * blanks is three numbers, `1,200, 1,300` is two.
 */
export function readList(text: string): Rational[] | null {
  const inner = text
    .trim()
    .replace(/^[([{:]\s*|\s*[)\]}]$/g, "")
    .replace(/\s*(?:,?\s*\b(?:and|&)|&)\s*(?=[-.\d])/gi, "; ");
  const hasWideCommas = /,\s/.test(inner);
  const hasOtherSigns = /[;\s]/.test(inner);
  const separator = hasWideCommas ? /,\s+|;\s*/ : hasOtherSigns && !/,/.test(inner) ? /[;\s]+/ : /[,;]\s*/;
  const isMixed = !hasWideCommas && /,/.test(inner) && /;/.test(inner);
  const pieces = (isMixed ? inner.split(/[,;]\s*/) : inner.split(separator))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
  const numbers = pieces.map((piece) => (one.test(piece) ? readRational(piece) : null));
  return numbers.length > 0 && numbers.every((number) => number !== null) ? numbers : null;
}
