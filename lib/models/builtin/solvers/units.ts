/** Owns: converting an amount from one unit to another. */
import { answerText, exactDecimals, machineText, operand, plain, plainBoth, rounded } from "#lib/models/builtin/number-text.ts";
import { amount, type Quantity, quantityText, readQuantity } from "#lib/models/builtin/quantity.ts";
import { normalise, polite } from "#lib/models/builtin/question.ts";
import {
  divide,
  equals,
  floor,
  isZero,
  multiply,
  type Rational,
  ratio,
  subtract,
  toNumber,
} from "#lib/models/builtin/rational.ts";
import { type Check, explained, type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { findUnit, fromBase, toBase, type Unit } from "#lib/models/builtin/unit-table.ts";

const leads =
  /^(?:convert|change|turn|express|what(?:'s| is| are)?|how much(?: is| are)?|how long is|how far is|how many is)\s+/i;
const askedFirst = /\s+(?:are (?:there )?in|is in|is|are|in|make up|make|does|equal|fit (?:in|into))(?=\s)/gi;
const askedLast = /\s+(?:is |are )?(?:to|in|into|as|=|equals?|makes?|is|are)(?=\s)/gi;

/** Every way to see an amount and the unit it is wanted in. */
function* readings(text: string): Generator<{ from: string; to: string }> {
  const many = /^how many /i.exec(text)?.[0];
  const isInside = /^[a-z][a-z ]* in \d/i.test(text);
  if (many !== undefined || isInside) {
    const asked = text.slice(many?.length ?? 0);
    for (const match of asked.matchAll(askedFirst)) {
      const from = asked.slice(match.index + match[0].length).trim();
      yield { from: from.replace(/\s+(?:have|make|equal|contain)$/i, ""), to: asked.slice(0, match.index) };
    }
  }
  if (many !== undefined) return;
  let rest = text;
  for (let i = 0; i < 2; i += 1) rest = rest.replace(leads, "");
  for (const match of rest.matchAll(askedLast))
    yield { from: rest.slice(0, match.index), to: rest.slice(match.index + match[0].length).replace(/^\s+(?:how many )?/i, "") };
}

export const solveUnits: Solver = (question) => {
  const text = polite(normalise(question))
    .replace(/°\s?(?=[cfk]\b)/gi, "")
    .replace(/\bdegrees? (?=[cfk]\b)/gi, "");
  if (text.length > 200) return null;
  for (const { from, to } of readings(text)) {
    const targets = to.split(/ and |, /).map((name) => findUnit(name.replace(/^(?:an? |the )/i, "")));
    const quantity = readQuantity(/^\D/.test(from) && !/^[-.(]|^(?:half )?(?:an?|one) /i.test(from) ? `1 ${from}` : from);
    const [target] = targets;
    if (!quantity || !target || targets.some((unit) => unit === null) || targets.length > 3) continue;
    const units = targets.filter((unit) => unit !== null);
    return units.length > 1 ? intoParts(quantity, units) : convert(quantity, target);
  }
  return null;
};

/** Fractions of an everyday size as fractions, others as decimals. */
const shown = (value: Rational) => (value.d > 100n && exactDecimals(value) === null ? `≈ ${rounded(value)}` : answerText(value));

/** Ounces of weight that can only mean fluid ounces. */
function asFluid(quantity: Quantity, target: Unit): Quantity | null {
  const fluid = findUnit("fl oz");
  const [part, ...others] = quantity.parts;
  if (!fluid || !part || others.length > 0 || part.unit.one !== "ounce" || target.dimension !== "volume") return null;
  return { parts: [{ value: part.value, unit: fluid }], base: toBase(part.value, fluid), dimension: "volume" };
}

function mismatch(quantity: Quantity, target: Unit): Solution {
  const isMonth =
    [quantity.dimension, target.dimension].includes("month") && [quantity.dimension, target.dimension].includes("time");
  const why = isMonth
    ? "Months have 28 to 31 days, so without dates there is no exact conversion between months and shorter times."
    : `${quantityText(quantity)} is a ${quantity.dimension.replace("/", " per ")}, and ${target.many} measure ${target.dimension.replace("/", " per ")}: one cannot be turned into the other.`;
  return explained("Comparing what the units measure", why, why);
}

const month = (factor: bigint, one: string): Unit => ({
  dimension: "month",
  factor: ratio(factor),
  offset: ratio(0n),
  one,
  many: `${one}s`,
});

/** Years and months together are counted in months. */
function inMonths(given: Quantity, wanted: Unit): [Quantity, Unit] {
  const hasMonths = given.dimension === "month" || wanted.dimension === "month";
  const asMonths = (unit: Unit) => (unit.one === "year" ? month(12n, "year") : unit);
  if (!hasMonths) return [given, wanted];
  const parts = given.parts.map(({ value, unit }) => ({ value, unit: asMonths(unit) }));
  if (parts.some(({ unit }) => unit.dimension !== "month")) return [given, wanted];
  return [
    {
      parts,
      base: parts.map(({ value, unit }) => toBase(value, unit)).reduce((a, b) => ratio(a.n * b.d + b.n * a.d, a.d * b.d)),
      dimension: "month",
    },
    asMonths(wanted),
  ];
}

function convert(given: Quantity, wanted: Unit): Solution {
  const [dated, target] = inMonths(given, wanted);
  const quantity = dated.dimension === target.dimension ? dated : asFluid(dated, target);
  if (!quantity) return mismatch(given, target);
  const value = fromBase(quantity.base, target);
  const [first] = quantity.parts;
  const notes = [...new Set([...quantity.parts.map(({ unit }) => unit.note), target.note].filter((note) => note !== undefined))];
  const isTemperature = target.dimension === "temperature";
  if (isTemperature && quantity.base.n < 0n) {
    const why = `${quantityText(quantity)} is below absolute zero (−273.15 °C), so no such temperature exists.`;
    return explained("Looking at the temperature", why, why);
  }
  const back = first && quantity.parts.length === 1 ? fromBase(toBase(value, target), first.unit) : null;
  const checks: Check[] = [
    back && first
      ? { text: `Converted back: ${amount(value, target)} is ${amount(back, first.unit)}.`, isRight: equals(back, first.value) }
      : {
          text: `Converted back piece by piece: ${pieces(quantity, value, target)}.`,
          isRight: equals(toBase(value, target), quantity.base),
        },
    decimalCheck(quantity, value, target),
  ];
  return toSolution({
    plan: [
      "Reading the amount",
      `${quantityText(quantity)} is to be expressed in ${target.many}.`,
      isTemperature
        ? "Temperature scales differ in size of degree and in zero, so there is a factor and a shift."
        : "Both measure the same kind of thing, so one exact factor does it.",
      ...notes,
    ],
    work: [
      `Converting to ${target.many}`,
      ...(isTemperature && first
        ? temperatureSteps(first.value, first.unit, target, value)
        : factorSteps(quantity, target, value)),
    ],
    gist: `${quantityText(quantity)} is ${amount(value, target)}.`,
    checks,
    answer: [`**${quantityText(quantity)} = ${shown(value)} ${value.n === value.d ? target.one : target.many}**`, ...notes].join(
      "\n\n",
    ),
    value: { value: machineText(value), unit: target.many },
  });
}

function factorSteps(quantity: Quantity, target: Unit, value: Rational): string[] {
  const [first] = quantity.parts;
  const factors = quantity.parts.map(({ value: part, unit }) => {
    const factor = divide(unit.factor, target.factor);
    return unit === target
      ? `${amount(part, unit)} stays as it is`
      : `1 ${unit.one} is ${amount(factor, target)}, so ${amount(part, unit)} is ${operand(part)} × ${operand(factor)} = ${plainBoth(multiply(part, factor))}`;
  });
  if (quantity.parts.length === 1 && first) return factors;
  const sums = quantity.parts.map(({ value: part, unit }) => operand(multiply(part, divide(unit.factor, target.factor))));
  return [...factors, `Together: ${sums.join(" + ")} = ${plainBoth(value)} ${target.many}`];
}

function temperatureSteps(given: Rational, from: Unit, to: Unit, value: Rational): string[] {
  const celsius = subtract(toBase(given, from), ratio(27315n, 100n));
  const isFromF = from.one.endsWith("Fahrenheit");
  const isToF = to.one.endsWith("Fahrenheit");
  const steps: string[] = [];
  if (isFromF) steps.push(`To Celsius: (${plain(given)} − 32) × 5/9 = ${plainBoth(celsius)} °C`);
  else if (from.one === "kelvin") steps.push(`To Celsius: ${plain(given)} − 273.15 = ${plainBoth(celsius)} °C`);
  if (isToF) steps.push(`To Fahrenheit: ${operand(celsius)} × 9/5 + 32 = ${plainBoth(value)} °F`);
  else if (to.one === "kelvin") steps.push(`To kelvin: ${operand(celsius)} + 273.15 = ${plainBoth(value)} K`);
  return steps.length > 0 ? steps : [`Both are the same scale: ${plain(value)}`];
}

function pieces(quantity: Quantity, value: Rational, target: Unit): string {
  let rest = toBase(value, target);
  return quantity.parts
    .map(({ unit }, i) => {
      const isLast = i === quantity.parts.length - 1;
      const count = isLast ? fromBase(rest, unit) : ratio(floor(divide(rest, unit.factor)));
      rest = subtract(rest, multiply(count, unit.factor));
      return amount(count, unit);
    })
    .join(" ");
}

function decimalCheck(quantity: Quantity, value: Rational, target: Unit): Check {
  const base = quantity.parts.reduce(
    (total, { value: part, unit }) => total + toNumber(part) * toNumber(unit.factor) + toNumber(unit.offset),
    0,
  );
  const decimal = (base - toNumber(target.offset)) / toNumber(target.factor);
  const isRight =
    Math.abs(decimal - toNumber(value)) <=
    1e-9 * Math.max(Math.abs(decimal), Math.abs(toNumber(value)), isZero(target.offset) ? 0 : 300);
  return {
    text: `By way of the base unit and in plain decimals it comes to ${Number(decimal.toPrecision(9))} ${target.many}.`,
    isRight,
  };
}

/** "170 cm in feet and inches": whole numbers of all units but the last. */
function intoParts(quantity: Quantity, units: Unit[]): Solution | null {
  const isFalling = units.every((unit, i) => i === 0 || toNumber(unit.factor) < toNumber(units[i - 1]?.factor ?? unit.factor));
  if (!isFalling || units.some((unit) => unit.dimension !== quantity.dimension || !isZero(unit.offset)) || quantity.base.n < 0n)
    return null;
  let rest = quantity.base;
  const counts = units.map((unit, i) => {
    const count = i === units.length - 1 ? fromBase(rest, unit) : ratio(floor(divide(rest, unit.factor)));
    const before = rest;
    rest = subtract(rest, multiply(count, unit.factor));
    return { count, unit, before };
  });
  const total = counts.map(({ count, unit }) => toBase(count, unit)).reduce((a, b) => ratio(a.n * b.d + b.n * a.d, a.d * b.d));
  const written = counts.map(({ count, unit }) => `${shown(count)} ${count.n === count.d ? unit.one : unit.many}`).join(" and ");
  const notes = [
    ...new Set(
      [...quantity.parts.map(({ unit }) => unit.note), ...units.map((unit) => unit.note)].filter((note) => note !== undefined),
    ),
  ];
  return toSolution({
    plan: [
      "Reading the amount",
      `${quantityText(quantity)} is to be split into ${units.map((unit) => unit.many).join(" and ")}.`,
      "As many of the larger unit as fit, and the rest in the smaller.",
      ...notes,
    ],
    work: [
      "Splitting the amount",
      ...counts.map(({ count, unit, before }) => `${amount(fromBase(before, unit), unit)} to place: ${amount(count, unit)}`),
    ],
    gist: `${quantityText(quantity)} is ${counts.map(({ count, unit }) => amount(count, unit)).join(" and ")}.`,
    checks: [
      {
        text: `Put together again: ${counts.map(({ count, unit }) => amount(count, unit)).join(" + ")} is ${pieces(quantity, total, { ...(units[0] as Unit), factor: ratio(1n) })}.`,
        isRight: equals(total, quantity.base),
      },
    ],
    answer: [`**${quantityText(quantity)} = ${written}**`, ...notes].join("\n\n"),
    value: counts.map(({ count, unit }) => ({ value: machineText(count), unit: unit.many })),
  });
}
