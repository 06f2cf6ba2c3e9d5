/** Owns: sentences that compare amounts ("Anna has 3 times as many apples as Ben"), as linear equations between names. */
import { numberPattern } from "#lib/models/builtin/question.ts";
import { divide, multiply, negate, one, type Rational, ratio, readRational, subtract } from "#lib/models/builtin/rational.ts";

/** How the amounts of several names relate. `shift` years are added to every amount named. */
export type Relation =
  | { kind: "multiple"; left: string; factor: Rational; right: string; shift: Rational; noun: string }
  | { kind: "difference"; left: string; by: Rational; right: string; shift: Rational; noun: string }
  | { kind: "total"; names: string[] | null; sum: Rational; shift: Rational; noun: string }
  | { kind: "fixed"; name: string; value: Rational; shift: Rational; noun: string };

const entity = "((?:(?:the|an?|his|her|their|my|our|your) )?[a-z][a-z'-]*)";
const verb =
  "(?:has|have|had|is|am|are|was|were|will be|will have|own|owns|costs?|weighs?|earns?|saved|saves|collected|picked|scored|got|read|sold|bought|made|makes|owes|caught|drew|baked|ate)";
const number = `(${numberPattern})`;
const noun = "((?:[a-z]+ ){0,3}?)";
const lastNoun = "((?: [a-z]+){0,3}?)";
const multiple = `(?:exactly )?(?:${number} times|(twice|double|thrice|triple|half|a third|a quarter|one third|one quarter))`;
const kind = "(?:many|much|old|tall|long|heavy|expensive|big|large|far|high)";
const all = "(?:together|in total|altogether|combined|in all|as a total|all together)";
const crowd = "(?:they|both|the two|both of them|the three|all three|all of them|we)";

const shapes = {
  multiple: new RegExp(
    `^${entity} ${verb} ${multiple} as ${kind} ${noun}as ${entity}(?: does| do| has| have| is| was| will be| did)?$`,
  ),
  ageMultiple: new RegExp(
    `^${entity}(?:'s age)? (?:is|was|will be) ${multiple} (?:the age of |as old as )?${entity}(?:'s age)?$`,
  ),
  costMultiple: new RegExp(
    `^${entity} (?:costs?|weighs?|earns?) ${multiple} (?:as much as |the price of |the cost of |the weight of |what )${entity}(?: does| earns| costs| weighs)?$`,
  ),
  difference: new RegExp(
    `^${entity} ${verb} (?:exactly )?${number} ${noun}(more|fewer|less) ${noun}than ${entity}(?: does| do| has| have| is| did)?$`,
  ),
  comparison: new RegExp(
    `^${entity} (?:is|was|will be|am) ${number} ${noun}(older|younger|taller|shorter|longer|heavier|lighter|cheaper) than ${entity}(?: is)?$`,
  ),
  totalFirst: new RegExp(`^${all},? (?:${crowd} |there )?(?:${verb} )?${number}${lastNoun}$`),
  totalLast: new RegExp(
    `^(?:${crowd}|(.+? and .+?)|there) ${verb} (?:a total of |a combined )?${number}${lastNoun}(?: ${all})?(?: of age| old)?$`,
  ),
  totalMiddle: new RegExp(`^(?:${crowd}|(.+? and .+?)),? ${all},? ${verb} ${number}${lastNoun}(?: old)?$`),
  sum: new RegExp(
    `^(?:the )?(?:sum|total)(?: of (?:their|the 2|the 3|both|all)(?: [a-z]+)?| number of [a-z]+| cost| price)? (?:is|was|will be|equals) ${number}${lastNoun}$`,
  ),
  agesSum: new RegExp(
    `^(?:their|the) (?:combined |total )?(?:ages?|weights?|savings|scores?|money|price|cost)(?: (?:together|combined|in total))? (?:is|are|was|will be|add up to|adds up to|sum to|total|come to) ${number}${lastNoun}(?: together| in total| combined)?$`,
  ),
  fixed: new RegExp(`^${entity} ${verb} ${number}${lastNoun}(?: old| tall| long)?$`),
};

const named: Record<string, Rational> = {
  twice: ratio(2n),
  double: ratio(2n),
  thrice: ratio(3n),
  triple: ratio(3n),
  half: ratio(1n, 2n),
  "a third": ratio(1n, 3n),
  "one third": ratio(1n, 3n),
  "a quarter": ratio(1n, 4n),
  "one quarter": ratio(1n, 4n),
};
const less = new Set(["fewer", "less", "younger", "shorter", "lighter", "cheaper"]);
const notNames = new Set(
  "he she it they we who there together both each all nobody everyone that this which what how his her their total sum one".split(
    " ",
  ),
);

/** The name without article and pronoun; null when it names nobody. */
export function nameOf(text: string): string | null {
  const name = text.replace(/^(?:the|an?|his|her|their|my|our|your) /, "").replace(/'s$/, "");
  return notNames.has(name) ? null : name;
}

const shiftLead = new RegExp(
  `^(?:in ${number} years?(?: time)?|${number} years? (?:from now|later)|(${numberPattern}) years? ago),? `,
);

/** One clause in lower case; null when it is no such comparison. */
export function readRelation(clause: string): Relation | null {
  let text = clause
    .replace(/^(?:if|suppose(?: that)?|and|but|now|today|currently|given that|assume(?: that)?),? /, "")
    .replace(/,? (?:now|today|currently)$/, "");
  const moved = shiftLead.exec(text);
  let shift = ratio(0n);
  if (moved) {
    const years = readRational(moved[1] ?? moved[2] ?? moved[3] ?? "");
    if (!years) return null;
    shift = moved[3] === undefined ? years : negate(years);
    text = text.slice(moved[0].length);
  } else if (/ (?:will be|will have) /.test(` ${text} `)) return null;
  const isFixedAllowed = moved === null;
  return (
    readMultiple(text, shift) ??
    readDifference(text, shift) ??
    readTotal(text, shift) ??
    (isFixedAllowed ? readFixed(text) : null)
  );
}

function readMultiple(text: string, shift: Rational): Relation | null {
  const match = shapes.multiple.exec(text) ?? shapes.ageMultiple.exec(text) ?? shapes.costMultiple.exec(text);
  if (!match) return null;
  const parts = match.slice(1);
  const left = nameOf(parts[0] ?? "");
  const right = nameOf(parts.at(-1) ?? "");
  const factor = parts[2] === undefined ? readRational(parts[1] ?? "") : named[parts[2]];
  const noun = parts.length > 4 ? (parts[3] ?? "").trim() : "";
  return left && right && factor && left !== right ? { kind: "multiple", left, factor, right, shift, noun } : null;
}

function readDifference(text: string, shift: Rational): Relation | null {
  const match = shapes.difference.exec(text);
  const compared = match ? null : shapes.comparison.exec(text);
  const found = match ?? compared;
  if (!found) return null;
  const left = nameOf(found[1] ?? "");
  const right = nameOf(found.at(-1) ?? "");
  const by = readRational(found[2] ?? "");
  const noun = match ? `${match[3] ?? ""}${match[5] ?? ""}`.trim() : (compared?.[3] ?? "").trim();
  const sign = less.has(found[4] ?? "") ? negate(one) : one;
  if (!left || !right || !by || left === right || /times|percent/.test(noun)) return null;
  return { kind: "difference", left, by: multiply(by, sign), right, shift, noun };
}

function readTotal(text: string, shift: Rational): Relation | null {
  const hasAll = new RegExp(`\\b${all}\\b`).test(text);
  const isCrowd = new RegExp(`^(?:${crowd}|there) `).test(text);
  const match =
    shapes.totalFirst.exec(text) ??
    shapes.totalMiddle.exec(text) ??
    shapes.sum.exec(text) ??
    shapes.agesSum.exec(text) ??
    (hasAll || / and /.test(text) ? shapes.totalLast.exec(text) : null);
  if (!match) return null;
  const group = match.slice(1).find((part) => part !== undefined && / and /.test(part));
  const value = match.slice(1).find((part) => part !== undefined && /^[-\d.]/.test(part));
  const noun = (match.at(-1) ?? "").trim();
  const sum = readRational(value ?? "");
  if (!sum || (group === undefined && !hasAll && !isCrowd && !shapes.sum.test(text) && !shapes.agesSum.test(text))) return null;
  if (group === undefined) return { kind: "total", names: null, sum, shift, noun };
  if (!hasAll && !/ cost| a total of /.test(text)) return null;
  const names = group
    .replace(/^both /, "")
    .split(/,? and |, /)
    .map((part) => (/^(?:(?:the|an?|his|her|my) )?[a-z'-]+$/.test(part) ? nameOf(part) : null));
  return names.every((name) => name !== null) ? { kind: "total", names: names as string[], sum, shift, noun } : null;
}

function readFixed(text: string): Relation | null {
  const match = shapes.fixed.exec(text);
  const name = match && nameOf(match[1] ?? "");
  const value = readRational(match?.[2] ?? "");
  return name && value ? { kind: "fixed", name, value, shift: ratio(0n), noun: (match?.[3] ?? "").trim() } : null;
}

/** The relation as `Σ coefficient · name + constant = 0`, over the present amounts. */
export function toEquation(relation: Relation, everyone: readonly string[]) {
  switch (relation.kind) {
    case "multiple": {
      const terms = new Map([
        [relation.left, one],
        [relation.right, negate(relation.factor)],
      ]);
      return { terms, constant: multiply(relation.shift, subtract(one, relation.factor)) };
    }
    case "difference":
      return {
        terms: new Map([
          [relation.left, one],
          [relation.right, negate(one)],
        ]),
        constant: negate(relation.by),
      };
    case "total": {
      const names = relation.names ?? everyone;
      const shifted = multiply(relation.shift, ratio(names.length));
      return { terms: new Map(names.map((name) => [name, one])), constant: subtract(shifted, relation.sum) };
    }
    case "fixed":
      return { terms: new Map([[relation.name, one]]), constant: negate(divide(relation.value, one)) };
    default:
      return relation satisfies never;
  }
}

export const namesIn = (relation: Relation): string[] =>
  relation.kind === "multiple" || relation.kind === "difference"
    ? [relation.left, relation.right]
    : relation.kind === "total"
      ? (relation.names ?? [])
      : [relation.name];
