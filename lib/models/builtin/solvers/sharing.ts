/** Owns: sharing an amount equally, a bill with a tip among them. */
import { answerText, fixed, machineText, moneyText, operand, plain, plainBoth } from "#lib/models/builtin/number-text.ts";
import { currencySign, normalise, numberPattern, numbersIn, polite } from "#lib/models/builtin/question.ts";
import {
  add,
  divide,
  equals,
  floor,
  isInteger,
  isZero,
  multiply,
  one,
  type Rational,
  ratio,
  readRational,
  round,
  subtract,
} from "#lib/models/builtin/rational.ts";
import { explained, type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { sumOf } from "#lib/models/builtin/sum.ts";

const crowd =
  "(?:friends|people|persons|kids|children|students|guests|roommates|flatmates|siblings|colleagues|players|adults|families|women|men|boys|girls|of us|of them|ways|boxes|bags|groups|teams|plates)";
const people = new RegExp(`\\b(\\d+) (?:[a-z]+ )?${crowd}\\b`);
const verbs = /\b(?:split|splits|splitting|share|shared|sharing|divide|divided|dividing|distribute|distributed|shares)\b/;
const percent = new RegExp(`(${numberPattern})(?: ?%| percent)(?: of)? ?(?:sales )?(tip|tax|service|gratuity|vat)`);
const tipAlone = new RegExp(
  `^(?:an? )?(${numberPattern})(?: ?%| percent) (tip|gratuity|service charge|tax|vat|sales tax) (?:on|for) (?:an? )?(?:bill of |meal of |bill for )?(${numberPattern})(?: (?:dollars|euros|pounds))?(?: (?:bill|meal|dinner|lunch|order|purchase))?$`,
);
const unclear = /\b(?:more|less|twice|half|except|only|extra|then|left over for|remaining|ratio|in the ratio|proportion)\b/;

export const solveSharing: Solver = (question) => {
  const text = polite(normalise(question)).toLowerCase();
  const sign = currencySign(question);
  const tip = tipAlone.exec(text.replace(/^(?:what(?:'s| is| would be)?|how much(?: is)?|the)(?: the| an?)* /, ""));
  if (tip) {
    const [rate, amount] = [readRational(tip[1] ?? ""), readRational(tip[3] ?? "")];
    return rate && amount && tipOn(rate, amount, tip[2] ?? "tip", sign);
  }
  const crowdMatch = people.exec(text) ?? /\b(?:among|between|by|amongst) (\d+)\b/.exec(text);
  if (!verbs.test(text) || !crowdMatch || unclear.test(text)) return null;
  const rate = percent.exec(text);
  const numbers = numbersIn(text);
  const rest = [...numbers];
  for (const used of [crowdMatch[1], rate?.[1]]) {
    const index = used === undefined ? -1 : rest.indexOf(used);
    if (used !== undefined && index < 0) return null;
    if (index >= 0) rest.splice(index, 1);
  }
  const amount = readRational(rest[0] ?? "");
  const count = readRational(crowdMatch[1] ?? "");
  const added = rate ? readRational(rate[1] ?? "") : null;
  if (rest.length !== 1 || !amount || !count || (/%|percent/.test(text) && !added)) return null;
  if (!/\b(?:each|how much|how many|per person)\b|^(?:split|divide|share|distribute)\b|\b(?:bill|check|cost)\b/.test(text))
    return null;
  if (isZero(count))
    return explained(
      "Counting who shares",
      "There is nobody to share with: it would mean dividing by zero.",
      "There is nobody to share with: that would mean dividing by zero.",
    );
  return share(amount, count, added, rate?.[2] ?? "tip", sign, /\bhow many\b/.test(text) && sign === "");
};

const money = (value: Rational, sign: string) => (sign === "" ? answerText(value) : moneyText(value, sign));

function tipOn(rate: Rational, amount: Rational, name: string, sign: string): Solution {
  const part = divide(multiply(amount, rate), ratio(100n));
  const total = add(amount, part);
  const factor = multiply(amount, add(one, divide(rate, ratio(100n))));
  return toSolution({
    plan: [
      "Reading the bill",
      `${plain(rate)}% ${name} on ${plain(amount)}.`,
      "The percentage is taken of the amount and added to it.",
    ],
    work: [
      `Working out the ${name}`,
      `${plain(amount)} × ${plain(rate)} ÷ 100 = ${plainBoth(part)}`,
      `With the amount: ${plain(amount)} + ${plain(part)} = ${plain(total)}`,
    ],
    gist: `${plain(rate)}% of ${plain(amount)} is ${plainBoth(part)}; together ${plain(total)}.`,
    checks: [
      {
        text: `In one go: ${plain(amount)} × ${plain(add(one, divide(rate, ratio(100n))))} = ${plain(factor)}.`,
        isRight: equals(factor, total),
      },
    ],
    answer: `**${money(part, sign)}** ${name}, so ${money(total, sign)} in all.`,
    value: { [name]: machineText(part), total: machineText(total) },
    sum: sumOf(total)`${amount} * (1 + ${rate} / 100)`,
  });
}

function share(
  amount: Rational,
  count: Rational,
  rate: Rational | null,
  name: string,
  sign: string,
  isThings: boolean,
): Solution {
  const extra = rate ? divide(multiply(amount, rate), ratio(100n)) : ratio(0n);
  const total = add(amount, extra);
  const each = divide(total, count);
  const isWholeThings = isThings && isInteger(total) && !isInteger(each);
  const whole = ratio(floor(each));
  const left = subtract(total, multiply(whole, count));
  const back = multiply(each, count);
  const cents = round(multiply(each, ratio(100n)));
  const isUneven = sign !== "" && !isInteger(multiply(each, ratio(100n)));
  const rounding = isUneven
    ? `\n\nRounded to ${sign}${fixed(ratio(cents, 100n), 2)} each, the shares add up to ${sign}${fixed(multiply(ratio(cents, 100n), count), 2)}.`
    : "";
  return toSolution({
    plan: [
      "Reading what is shared",
      `${plain(amount)} is shared equally among ${plain(count)}${rate ? `, with ${plain(rate)}% ${name} added first` : ""}.`,
      "The whole is worked out first, then divided.",
    ],
    work: [
      "Dividing the whole",
      ...(rate
        ? [
            `${name}: ${plain(amount)} × ${plain(rate)} ÷ 100 = ${plain(extra)}`,
            `Whole: ${plain(amount)} + ${plain(extra)} = ${plain(total)}`,
          ]
        : []),
      `${plain(total)} ÷ ${operand(count)} = ${plainBoth(each)}`,
      ...(isWholeThings ? [`In whole things: ${plain(whole)} each, and ${plain(left)} left over`] : []),
    ],
    gist: `${plain(total)} ÷ ${plain(count)} = ${plainBoth(each)} each.`,
    checks: [{ text: `Back: ${operand(each)} × ${plain(count)} = ${plain(back)}.`, isRight: equals(back, total) }],
    answer: isWholeThings
      ? `**${plain(whole)} each, with ${plain(left)} left over** (exactly shared: ${answerText(each)})`
      : `**${money(each, sign)} each**${rate ? ` (of ${money(total, sign)} with the ${name})` : ""}${rounding}`,
    value: isWholeThings ? { each: machineText(whole), left: machineText(left) } : { each: machineText(each) },
    sum: rate ? sumOf(each)`${amount} * (1 + ${rate} / 100) / ${count}` : sumOf(each)`${amount} / ${count}`,
  });
}
