/** Owns: spoken arithmetic ("half of 30 plus 4 squared") turned into signs. */

const parts: Record<string, number> = {
  half: 2,
  halves: 2,
  third: 3,
  thirds: 3,
  quarter: 4,
  quarters: 4,
  fourth: 4,
  fourths: 4,
  fifth: 5,
  fifths: 5,
  sixth: 6,
  sixths: 6,
  seventh: 7,
  sevenths: 7,
  eighth: 8,
  eighths: 8,
  ninth: 9,
  ninths: 9,
  tenth: 10,
  tenths: 10,
};
const partNames = Object.keys(parts).join("|");

/** One operation said as a whole: `sum of A and B`. Each operand must be free of the other words. */
const sentences: [RegExp, (a: string, b: string) => string][] = [
  [/^(?:the )?sum of (.+) and (.+)$/, (a, b) => `(${a})+(${b})`],
  [/^(?:the )?product of (.+) and (.+)$/, (a, b) => `(${a})*(${b})`],
  [/^(?:the )?quotient of (.+) and (.+)$/, (a, b) => `(${a})/(${b})`],
  [/^(?:the )?difference (?:between|of) (.+) and (.+)$/, (a, b) => `abs((${a})-(${b}))`],
  [/^(?:the )?remainder (?:when|of|if) (.+?) (?:is )?(?:divided by|\/) (.+)$/, (a, b) => `(${a}) mod (${b})`],
  [/^add (.+) (?:to|and) (.+)$/, (a, b) => `(${a})+(${b})`],
  [/^(?:subtract|take) (.+) from (.+)$/, (a, b) => `(${b})-(${a})`],
  [/^multiply (.+) (?:by|and|with) (.+)$/, (a, b) => `(${a})*(${b})`],
  [/^divide (.+) by (.+)$/, (a, b) => `(${a})/(${b})`],
];

const words: [RegExp, string][] = [
  [/\b(?:percent|per cent)\b/g, "%"],
  [/\bminus\b/g, "-"],
  [/\bplus\b/g, "+"],
  [/\b(?:times|multiplied by)\b/g, "*"],
  [/\b(?:divided by|over)\b/g, "/"],
  [/\b(?:to the power(?: of)?|raised to the power(?: of)?|raised to)\b/g, "^"],
  [/ to the (\d{1,3})(?:st|nd|rd|th)?(?: power)?$/g, "^$1"],
  [/ ?\bsquared\b/g, "^2"],
  [/ ?\bcubed\b/g, "^3"],
  [/\b(?:the )?square root(?: of)?\b/g, " sqrt "],
  [/\b(?:the )?(?:cube|cubic|third) root(?: of)?\b/g, " cbrt "],
  [/\bsqrt of\b/g, "sqrt"],
  [/\b(?:modulo)\b/g, "mod"],
  [/\b(?:the )?absolute value of\b/g, " abs "],
  [/\bnegative (?=\d)/g, "-"],
  [/(\d) factorial\b/g, "$1!"],
  [/\bfactorial of (\d+)/g, "$1!"],
  [/\b(?:the )?square of (\d[\d.]*)/g, "$1^2"],
  [/\b(?:the )?cube of (\d[\d.]*)/g, "$1^3"],
  [/(\d\)?) ?x ?(?=[\d(.-])/g, "$1*"],
];

/** `text` in lower case without its question words. The result is still to be parsed. */
export function spokenToSigns(text: string): string {
  const fractionsRead = text
    .replace(
      new RegExp(`\\b(\\d+|a|an|one)[ -](${partNames})(?:( of)\\b|(?![a-z]))`, "g"),
      (_, count: string, part: string, of = "") => {
        return `(${/\d/.test(count) ? count : 1}/${parts[part]})${of}`;
      },
    )
    .replace(/\bhalf (?:of )?(?=[\d(])/g, "(1/2) of ");
  for (const [pattern, build] of sentences) {
    const match = pattern.exec(fractionsRead);
    if (match && !/\b(?:and|to|from|by)\b/.test(match[2] ?? "")) return withSigns(build(match[1] ?? "", match[2] ?? ""));
  }
  return withSigns(fractionsRead);
}

function withSigns(text: string): string {
  let result = text;
  for (const [pattern, sign] of words) result = result.replace(pattern, sign);
  return result;
}
