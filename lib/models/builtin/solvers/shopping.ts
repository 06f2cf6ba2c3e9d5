/** Owns: a price with discounts and taxes one after the other, and the price before a discount. */
import { answerText, machineText, moneyText, operand, plain, plainBoth } from "#lib/models/builtin/number-text.ts";
import { currencySign, normalise, numberPattern, numbersIn, polite } from "#lib/models/builtin/question.ts";
import {
  absolute,
  add,
  divide,
  equals,
  multiply,
  negate,
  one,
  type Rational,
  ratio,
  readRational,
  subtract,
} from "#lib/models/builtin/rational.ts";
import { type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { inSum, sumFrom } from "#lib/models/builtin/sum.ts";

interface Change {
  /** In percent; below zero when the price falls. */
  rate: Rational;
  name: string;
}

const rates = new RegExp(`(?<![\\d.,])(${numberPattern})(?: ?%| percent)`, "g");
const fallsAfter = /^[\s-]*(?:off|discount|sale\b|reduction|cheaper|less|markdown|price cut|coupon|rebate|reduced)/;
const risesAfter = /^[\s-]*(?:sales tax|tax|vat|tip|service|gst|markup|increase|surcharge|more|fee)/;
const fallsBefore =
  /(?:discount(?:ed)?(?: of| by)?|reduced by|marked down(?: by)?|reduction of|falls by|drops by|decreases by|cut by|lowered by|save|fell by|dropped by|decreased by|down by)(?: an?| a further| another)? ?$/;
const risesBefore =
  /(?:tax(?: of| is| at)?|vat(?: of| is| at)?|tip of|increased by|raised by|marked up(?: by)?|rises by|goes up by|increases by|rose by|surcharge of|up by|plus)(?: an?| a further| another)? ?$/;
const unclear =
  /\b(?:per year|years?|interest|annual|monthly|compound|per person|each|friends|people|split|every|half|twice|buy|get one|profit|loss|commission)\b/;

const asksBefore =
  /(?:what (?:is|was|were)|what's|find|determine|how much (?:was|is)|calculate)(?: the| its| it)* (?:original|initial|regular|old|list|full|pre-tax|normal|before)\b|\b(?:price|cost|costs?|it) before\b/;
const isOldGiven = new RegExp(
  `\\b(?:original|initial|regular|old|list|full|normal|pre-tax)(?:ly)? (?:price|cost)?(?: of [a-z ]+?)? ?(?:is|was|of|at|:)? ?${numberPattern}`,
);
/** The number given may be what the changes have led to already. */
const isDone = new RegExp(
  `(?:costs?|paid|pays?|for|sells at|sold at|sale price|now|is|was) (?:only )?${numberPattern}(?: dollars| euros| pounds)?,? (?:after|including|incl|with|at) |\\b(?:includ|sale price|reduced price|discounted price|new price (?:is|of|was) \\d|now costs?|now only|final price (?:is|was|of) \\d)`,
);

export const solveShopping: Solver = (question) => {
  const text = polite(normalise(question)).toLowerCase();
  if (unclear.test(text) || text.length > 400) return null;
  const changes = changesIn(text);
  if (!changes || changes.length === 0 || changes.length > 4) return null;
  const others = numbersIn(text.replace(rates, " "));
  const sign = currencySign(question);
  const asked = text.slice(Math.max(text.lastIndexOf(". "), 0));
  const isBefore = asksBefore.test(asked);
  const isSaved =
    /\b(?:save|saved|savings?|how much is the discount|discount amount|amount of (?:the )?discount|how much (?:tax|tip))\b/.test(
      asked.replace(rates, ""),
    );
  const isPrice = /\b(?:price|cost|costs|pay|total|how much|final|bill|amount)\b/.test(text);
  if (!isPrice) return null;
  if (others.length === 0)
    return /\b(?:price|overall|total|combined|altogether|net)\b/.test(text) && changes.length > 1 ? overall(changes) : null;
  const price = readRational(others[0] ?? "");
  if (others.length !== 1 || !price) return null;
  if (isSaved)
    return changes.length === 1 && changes[0] && changes[0].rate.n < 0n && !isBefore ? forward(price, changes, sign, true) : null;
  if (isBefore ? isOldGiven.test(text) : isDone.test(text)) return null;
  return isBefore ? backward(price, changes, sign) : forward(price, changes, sign, false);
};

function changesIn(text: string): Change[] | null {
  const changes: Change[] = [];
  for (const match of text.matchAll(rates)) {
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 24);
    const before = text.slice(Math.max(0, match.index - 40), match.index);
    const isFall = fallsAfter.test(after) || fallsBefore.test(before);
    const isRise = risesAfter.test(after) || risesBefore.test(before);
    const rate = readRational(match[1] ?? "");
    if (isFall === isRise || !rate || rate.n < 0n) return null;
    changes.push({ rate: isFall ? negate(rate) : rate, name: `${plain(rate)}% ${isFall ? "off" : "on top"}` });
  }
  return changes;
}

const factorOf = ({ rate }: Change) => add(one, divide(rate, ratio(100n)));
const factorsInSum = (changes: Change[]) => changes.map(({ rate }) => `(1 + ${inSum(rate)} / 100)`).join(" * ");
const money = (value: Rational, sign: string) => (sign === "" ? answerText(value) : moneyText(value, sign));

function forward(price: Rational, changes: Change[], sign: string, isSaved: boolean): Solution {
  let now = price;
  const steps = changes.map((change) => {
    const next = multiply(now, factorOf(change));
    const line = `${change.name}: ${operand(now)} × ${plain(factorOf(change))} = ${plainBoth(next)}`;
    now = next;
    return line;
  });
  const factor = changes.map(factorOf).reduce(multiply);
  const factors = factorsInSum(changes);
  const saved = subtract(price, now);
  let byAmounts = price;
  for (const { rate } of changes) byAmounts = add(byAmounts, divide(multiply(byAmounts, rate), ratio(100n)));
  return toSolution({
    plan: [
      "Putting the changes in order",
      `The price starts at ${plain(price)}; then ${changes.map(({ name }) => name).join(", then ")}.`,
      "Each percentage is taken of the price at that moment, so the factors are multiplied and the percentages are not simply added.",
    ],
    work: ["Following the price", ...steps, ...(isSaved ? [`Saved: ${plain(price)} − ${plain(now)} = ${plain(saved)}`] : [])],
    gist: `${steps.join("; ")}.`,
    checks: [
      {
        text: `All at once: ${plain(price)} × ${plain(factor)} = ${plain(multiply(price, factor))}.`,
        isRight: equals(multiply(price, factor), now),
      },
      {
        text: `By amounts instead of factors, adding or taking away each part, it is ${plain(byAmounts)} as well.`,
        isRight: equals(byAmounts, now),
      },
    ],
    answer: isSaved ? `**${money(saved, sign)}** saved (the price becomes ${money(now, sign)})` : `**${money(now, sign)}**`,
    value: machineText(isSaved ? saved : now),
    sum: isSaved
      ? sumFrom(saved, `${inSum(price)} - ${inSum(price)} * ${factors}`)
      : sumFrom(now, `${inSum(price)} * ${factors}`),
  });
}

function backward(price: Rational, changes: Change[], sign: string): Solution | null {
  const factor = changes.map(factorOf).reduce(multiply);
  if (factor.n <= 0n) return null;
  const before = divide(price, factor);
  let back = before;
  for (const { rate } of changes) back = add(back, divide(multiply(back, rate), ratio(100n)));
  return toSolution({
    plan: [
      "Going backwards",
      `After ${changes.map(({ name }) => name).join(" and then ")} the price is ${plain(price)}; the price before is asked.`,
      "What was multiplied by a factor is divided by it. Taking the percentage of the new price would be a mistake.",
    ],
    work: [
      "Dividing by the factor",
      `Factor: ${changes.map((change) => plain(factorOf(change))).join(" × ")} = ${plain(factor)}`,
      `${plain(price)} ÷ ${plain(factor)} = ${plainBoth(before)}`,
    ],
    gist: `${plain(price)} ÷ ${plain(factor)} = ${plainBoth(before)}.`,
    checks: [{ text: `Forwards again, from ${plain(before)}: ${plain(back)}.`, isRight: equals(back, price) }],
    answer: `**${money(before, sign)}** before`,
    value: machineText(before),
    sum: sumFrom(before, `${inSum(price)} / (${factorsInSum(changes)})`),
  });
}

function overall(changes: Change[]): Solution {
  const factor = changes.map(factorOf).reduce(multiply);
  const percent = multiply(subtract(factor, one), ratio(100n));
  let hundred = ratio(100n);
  for (const { rate } of changes) hundred = add(hundred, divide(multiply(hundred, rate), ratio(100n)));
  const word = percent.n < 0n ? "less than" : "more than";
  return toSolution({
    plan: [
      "Multiplying the factors",
      `No price is given, only ${changes.map(({ name }) => name).join(", then ")}.`,
      "So the result is a factor that fits any price.",
    ],
    work: [
      "Multiplying the factors",
      `${changes.map((change) => plain(factorOf(change))).join(" × ")} = ${plain(factor)}`,
      `That is ${plain(multiply(factor, ratio(100n)))}% of the price at the start.`,
    ],
    gist: `${changes.map((change) => plain(factorOf(change))).join(" × ")} = ${plain(factor)} of the price at the start.`,
    checks: [
      { text: `Tried on a price of 100: it ends at ${plain(hundred)}.`, isRight: equals(hundred, multiply(factor, ratio(100n))) },
    ],
    answer: `**${plain(multiply(factor, ratio(100n)))}% of the price at the start**, ${plain(absolute(percent))}% ${word} it. (No price is given, so this is the factor ${plain(factor)}.)`,
    value: machineText(factor),
    sum: sumFrom(factor, factorsInSum(changes)),
  });
}
