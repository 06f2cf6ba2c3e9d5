/** Owns: reading a follow-up ("and of 300?", "now in miles") as the question before with one thing changed. */
import { normalise, numberPattern, polite } from "./question.ts";

const lead =
  /^(?:and|or|but|now|then|so|ok|okay|what about|how about|what if it(?:'s| is| was| were)|what if|same (?:for|with|but))\b[\s,]*/i;
const longest = 80;

const measures =
  /\b(?:mean|average|median|mode|range|variance|standard deviation|sum|total|minimum|maximum|gcd|greatest common divisor|hcf|lcm|least common multiple)\b/gi;
const periods = /\b(?:days|weeks|months|years)\b/gi;

/** Full questions the text may stand for, most likely first; empty when it does not refer to anything before. */
export function followUps(previous: string, text: string): string[] {
  if (previous === "" || text.length > longest) return [];
  const before = polite(normalise(previous));
  let rest = polite(normalise(text));
  let hasLead = false;
  for (let i = 0; i < 3; i += 1) {
    const next = rest.replace(lead, "");
    if (next === rest) break;
    rest = polite(next);
    hasLead = true;
  }
  if (!hasLead && !/^(?:in|to|into|as|of|for|with)\b/i.test(rest)) return [];
  return [
    ...inAnother(before, rest),
    ...ofAnother(before, rest),
    ...withAnother(before, rest),
    ...another(measures, before, rest),
  ];
}

function another(kind: RegExp, before: string, rest: string): string[] {
  const wanted = rest.replace(/^(?:what(?:'s| is) )?(?:(?:for|with|in|the|its|their) )*/i, "");
  const found = before.match(kind);
  const isKind = wanted.match(kind)?.[0] === wanted;
  return isKind && found?.length === 1 ? [before.replace(kind, () => wanted)] : [];
}

/** "in miles", "to kg", "as a fraction". */
function inAnother(before: string, rest: string): string[] {
  const match = /^(in|to|into|as) (\S.*)$/i.exec(rest);
  const target = match?.[2];
  if (target === undefined) return [];
  const cut = before.replace(/ (?:in|to|into|as) (?:(?! (?:in|to|into|as) )[^\d])+$/i, "");
  const asked = before.replace(/^how many [a-z ]+? (?=(?:is|are|in|make)\b)/i, () => `how many ${target} `);
  return [
    ...another(periods, before, target),
    ...(cut === before ? [] : [`${cut} ${match?.[1]} ${target}`]),
    ...(asked === before ? [] : [asked]),
    `${before} ${match?.[1]} ${target}`,
  ];
}

const ofNumber = new RegExp(`\\bof ${numberPattern}(?![\\d%])`, "gi");
const wholeNumber = new RegExp(
  `^(?:for |with |from |it's |it is |it was )?(${numberPattern})( ?%| ?percent\\b)?((?: [a-z]+){0,2})$`,
  "i",
);
const numberInText = new RegExp(`(?<![\\d.,/^a-z])${numberPattern}(?: ?%| ?percent\\b)?`, "gi");

/** "of 300". */
function ofAnother(before: string, rest: string): string[] {
  const number = new RegExp(`^of (${numberPattern})$`, "i").exec(rest)?.[1];
  return number !== undefined && before.match(ofNumber)?.length === 1 ? [before.replace(ofNumber, () => `of ${number}`)] : [];
}

/** "20%", "300", "5 miles": takes the place of the only number of its kind. */
function withAnother(before: string, rest: string): string[] {
  const match = wholeNumber.exec(rest);
  const number = match?.[1];
  if (number === undefined) return [];
  const isPercent = match?.[2] !== undefined;
  const isOfKind = (text: string) => /%|percent/i.test(text) === isPercent;
  const found = [...before.matchAll(numberInText)].filter(([text]) => isOfKind(text));
  const [only] = found;
  if (found.length !== 1 || !only) return [];
  const head = before.slice(0, only.index);
  const tail = before.slice(only.index + only[0].length);
  const noun = match?.[3]?.trim() ?? "";
  if (noun === "") return [`${head}${number}${isPercent ? "%" : ""}${tail}`];
  return [`${head}${number} ${noun}${tail.replace(/^ ?[a-z]+/i, "")}`];
}
