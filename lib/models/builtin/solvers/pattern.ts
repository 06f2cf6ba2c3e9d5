/** Owns: matching a question against patterns in which `#` stands for a number. */
import { numberPattern } from "#lib/models/builtin/question.ts";
import { type Rational, readRational } from "#lib/models/builtin/rational.ts";

/** Builds a pattern over the whole text, without regard to case; every `#` becomes a captured number. */
export function whole(source: string): RegExp {
  return new RegExp(`^(?:${source.replaceAll("#", `(${numberPattern})`)})$`, "i");
}

/** As `whole`, but anywhere in the text, and all matches. */
export function anywhere(source: string): RegExp {
  return new RegExp(source.replaceAll("#", `(?<![\\d.,/])(${numberPattern})(?![\\d/]|\\.\\d|,\\d{3})`), "gi");
}

/** The numbers that a match captured, in order; null when it did not match or one of them is no number. */
export function captured(match: RegExpExecArray | RegExpMatchArray | null): Rational[] | null {
  if (!match) return null;
  const numbers: Rational[] = [];
  for (const text of match.slice(1)) {
    if (text === undefined) continue;
    const value = readRational(text);
    if (!value) return null;
    numbers.push(value);
  }
  return numbers;
}
