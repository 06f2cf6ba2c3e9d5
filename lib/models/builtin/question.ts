/** Owns: turning what a person typed into one plain spelling, and taking politeness away. Linear in its input. */

/** Longer questions are not worked on: a part of a question could have another answer than the whole. */
export const mostQuestionLength = 4_000;

const characters: Record<string, string> = {
  "×": "*",
  "✕": "*",
  "⋅": "*",
  "·": "*",
  "∙": "*",
  "∗": "*",
  "÷": "/",
  "⁄": "/",
  "∕": "/",
  "−": "-",
  "–": "-",
  "‑": "-",
  "—": ", ",
  "√": " sqrt ",
  "∛": " cbrt ",
  π: " pi ",
  "’": "'",
  "‘": "'",
  "′": "'",
  "“": '"',
  "”": '"',
  "″": '"',
  "…": "...",
  "％": "%",
};

const fractions: Record<string, string> = {
  "½": "1/2",
  "⅓": "1/3",
  "⅔": "2/3",
  "¼": "1/4",
  "¾": "3/4",
  "⅕": "1/5",
  "⅖": "2/5",
  "⅗": "3/5",
  "⅘": "4/5",
  "⅙": "1/6",
  "⅚": "5/6",
  "⅛": "1/8",
  "⅜": "3/8",
  "⅝": "5/8",
  "⅞": "7/8",
};

const ones =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const scales: Record<string, number> = { hundred: 100, thousand: 1_000, million: 1_000_000, billion: 1_000_000_000 };
const unit = new Map([...ones.map((word, i) => [word, i] as const), ...tens.map((word, i) => [word, (i + 2) * 10] as const)]);
const numberWord = [...unit.keys(), ...Object.keys(scales)].join("|");
const numberWords = new RegExp(`\\b(?:${numberWord})(?:(?:-|\\s+(?:and\\s+)?)(?:${numberWord}))*\\b`, "gi");

/** "two hundred and five" is 205; "one" alone stays a word, and so does what is no number ("five six"). */
function readWords(phrase: string): string {
  if (/^one$/i.test(phrase) || /^(?:hundred|thousand|million|billion)$/i.test(phrase)) return phrase;
  let total = 0;
  let part = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const [word] of phrase.toLowerCase().matchAll(/[a-z]{3,}/g)) {
    if (word === "and") {
      if (last < 100) return spelledApart(phrase);
      continue;
    }
    const scale = scales[word];
    const small = unit.get(word) ?? 0;
    if (scale === 100) part = (part || 1) * 100;
    else if (scale) {
      total += (part || 1) * scale;
      part = 0;
    } else {
      const fits = last >= 100 || (last >= 20 && last % 10 === 0 && small < 10 && small > 0);
      if (!fits) return spelledApart(phrase);
      part += small;
    }
    last = scale ?? small;
  }
  return String(total + part);
}

/** Several numbers in a row: each for itself. */
function spelledApart(phrase: string): string {
  return phrase.replace(new RegExp(`\\b(?:${numberWord})\\b`, "gi"), (word) => String(unit.get(word.toLowerCase()) ?? word));
}

/** The currency signs in the text, each once. */
export function currencySign(text: string): string {
  const found = new Set(text.match(/[$€£¥₹]/g) ?? []);
  const [sign] = found;
  return found.size === 1 && sign ? sign : "";
}

/** `²` is 2, `⁻¹⁰` is (-10). */
function raised(run: string): string {
  const digits = [...run].map((char) => (char === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(char))).join("");
  return digits.length === 1 ? digits : `(${digits})`;
}

/** One spelling: ASCII signs, digits for number words, no currency signs, single spaces; lines are kept apart. */
export function normalise(text: string): string {
  return text
    .replace(/(\d?)[ ]?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])/g, (_, before: string, sign: string) =>
      before === "" ? `(${fractions[sign]})` : `${before} ${fractions[sign]}`,
    )
    .replace(/(\d)[\u00a0\u2009\u202f'’_](?=\d{3}(?!\d))/g, "$1")
    .replace(/[×✕⋅·∙∗÷⁄∕−–‑—√∛π’‘′“”″…％]/g, (char) => characters[char] ?? char)
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]{1,20}(\d?)/g, (run, digit: string) => `^${raised(run.replace(/\d$/, ""))}${digit && ` ${digit}`}`)
    .replace(/[$€£¥₹]/g, "")
    .replace(/\*\*/g, "^")
    .replace(/[\u00a0\u2009\u202f\t\r ]+/g, " ")
    .replace(numberWords, readWords)
    .replace(
      /(\d) and an? (half|quarter)\b/gi,
      (_, digit: string, part: string) => `${digit} 1/${part.toLowerCase() === "half" ? 2 : 4}`,
    )
    .replace(/ *\n\s*/g, "\n")
    .trim();
}

const politeLead =
  /^(?:please|kindly|hi|hello|hey|ok|okay|so|well|thanks|thank you|can you|could you|would you|will you|i want to know|i need to know|i need|i would like to know|i'd like to know|do you know|tell me|help me|give me|show me|let me know|let's see|quick question|question|my homework says|calculate|compute|evaluate|work out|figure out|find out|determine)(?![a-z])[\s,:.!-]*(?=\S)/i;
const politeTail = /[\s,]*(?:\b(?:please|thanks|thank you|for me|exactly|now)(?:$|(?=[\s,?.!])))?(?:[\s,?.]|(?<![\d)])!)*$/i;

/** Without please, can you, calculate and the like, and without the mark at the end. */
export function polite(text: string): string {
  let rest = text.trim();
  for (let i = 0; i < 6; i += 1) {
    const next = rest.replace(politeLead, "");
    if (next === rest) break;
    rest = next;
  }
  for (let i = 0; i < 3; i += 1) {
    const end = rest.slice(-24).replace(politeTail, "");
    const next = rest.slice(0, -24) + end;
    if (next === rest || (end === "" && rest.length <= 24)) break;
    rest = next;
  }
  return rest.trim();
}

const askLead =
  /^(?:what(?:'s| is| are| was| would be| does| do| will be)?|whats|how much(?: is| are| does)?|find|solve|simplify|get|the (?:exact )?(?:value|result|answer|amount)(?: of| to| for)?|is)(?![a-z])[\s:,]*/i;

/** As `polite`, and without "what is", "how much is" and their like. */
export function bare(text: string): string {
  let rest = polite(text);
  for (let i = 0; i < 4; i += 1) {
    const next = polite(rest.replace(askLead, ""));
    if (next === rest || next === "") break;
    rest = next;
  }
  return rest;
}

/** How a number is written, for patterns: `12`, `1,234.5`, `.5`, `3/4`, `-2`. */
export const numberPattern = String.raw`-?(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)(?:\s?/\s?\d+)?`;

/** All numbers written in digits, in order. */
export function numbersIn(text: string): string[] {
  return text.match(/\d[\d,]*(?:\.\d+)?|\.\d+/g)?.map((number) => number.replace(/,$/, "")) ?? [];
}
