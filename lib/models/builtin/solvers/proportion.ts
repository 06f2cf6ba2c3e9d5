/** Owns: the rule of three ("3 pens cost 4.50, how much do 7 pens cost?") and its inverse for workers and time. */
import { answerText, machineText, moneyText, operand, plain, plainBoth } from "#lib/models/builtin/number-text.ts";
import { currencySign, normalise, numberPattern, numbersIn, polite } from "#lib/models/builtin/question.ts";
import { divide, equals, isZero, multiply, type Rational, readRational, toNumber } from "#lib/models/builtin/rational.ts";
import { explained, type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { sumOf } from "#lib/models/builtin/sum.ts";
import { findUnit } from "#lib/models/builtin/unit-table.ts";

const n = `(${numberPattern})`;
const thing = "([a-z]+(?: of [a-z]+)?)";
const unit = "((?: ?[a-z]+)?)";
const verb =
  "(?:cost|costs|weigh|weighs|contain|contains|need|needs|require|requires|make|makes|use|uses|give|gives|yield|yields|sell for|go for|come to)";
const cost = "(?:cost|costs|weigh|weighs|contain|contain|need|require|make|use|give|yield|sell for|go for|come to)";
const question = `(?:how (?:much|many)(?: [a-z]+)? (?:do|does|would|will|is|are|for)|what (?:do|does|would|will|is|are)(?: the (?:price|cost|weight) of)?)`;
const direct = [
  new RegExp(
    `^(?:if )?${n} ${thing} ${verb} ${n}${unit},? ?(?:then )?${question} ${n} ([a-z]+(?: of [a-z]+)?)(?: (?:${cost}|of these|of them))?$`,
  ),
  new RegExp(`^(?:if )?${n} ${thing} for ${n}${unit},? ?(?:then )?${question} ${n} ([a-z]+(?: of [a-z]+)?)(?: (?:${cost}))?$`),
];
const workers = "(workers|men|people|machines|painters|pumps|taps|cooks|women|students|printers|robots|gardeners|builders)";
const time = "(hours|days|minutes|weeks|months|hour|day|minute|week|month)";
const inverse = new RegExp(
  `^(?:if )?(?:it takes )?${n} ${workers} (?:can )?(?:take |takes |need |needs |build [a-z ]+? in |finish [a-z ]+? in |complete [a-z ]+? in |do [a-z ]+? in |paint [a-z ]+? in |fill [a-z ]+? in )?${n} ${time}(?: to [a-z ]+?)?,? ?(?:then )?how (?:long|many ${time}) (?:would |will |does |do )?(?:it take |it takes )?(?:for )?${n} ${workers}(?: (?:take|need))?(?: (?:to )?[a-z ]+)?$`,
);

export const solveProportion: Solver = (asked) => {
  const text = polite(normalise(asked))
    .toLowerCase()
    .replace(/[.;,] (?=how|what|then how)/g, ", ")
    .replace(/\b(?:dollars|euros|bucks)\b/g, "")
    .replace(/ +/g, " ")
    .replace(/ ,/g, ",");
  if (text.length > 250 || numbersIn(text).length !== 3) return null;
  const sign = currencySign(asked);
  for (const pattern of direct) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [a, b, c] = [readRational(match[1] ?? ""), readRational(match[3] ?? ""), readRational(match[5] ?? "")];
    if (!a || !b || !c || stem(match[2]) !== stem(match[6]) || new RegExp(`^${workers}$`).test(match[2] ?? "")) return null;
    const of = (match[4] ?? "").trim() || (/\b(dollars|euros|bucks)\b/i.exec(asked)?.[1] ?? "");
    return findUnit(of)?.dimension === "time" ? null : tellDirect(a, b, c, match[2] ?? "", of, sign);
  }
  const match = inverse.exec(text);
  if (!match) return null;
  const [a, b, c] = [readRational(match[1] ?? ""), readRational(match[3] ?? ""), readRational(match[6] ?? "")];
  if (!a || !b || !c || stem(match[2]) !== stem(match[7]) || (match[5] !== undefined && stem(match[5]) !== stem(match[4])))
    return null;
  return tellInverse(a, b, c, match[2] ?? "", match[4] ?? "");
};

const stem = (word: string | undefined) => (word ?? "").split(" of ")[0]?.replace(/s$/, "");

function tellDirect(a: Rational, b: Rational, c: Rational, noun: string, of: string, sign: string): Solution {
  if (isZero(a))
    return explained(
      "Looking at the first amount",
      "Nothing can be concluded from 0 of them: it would mean dividing by zero.",
      "Nothing can be concluded from 0 of them: it would mean dividing by zero.",
    );
  const one = divide(b, a);
  const value = multiply(one, c);
  const other = multiply(b, divide(c, a));
  const shown = sign === "" ? `${answerText(value)}${of ? ` ${of}` : ""}` : moneyText(value, sign);
  return toSolution({
    plan: [
      "Going by way of one",
      `${plain(a)} ${noun} correspond to ${plain(b)}${of ? ` ${of}` : ""}; ${plain(c)} are asked.`,
      "Twice as many correspond to twice as much, so first one, then as many as needed.",
    ],
    work: [
      "First one, then many",
      `One: ${plain(b)} ÷ ${operand(a)} = ${plainBoth(one)}`,
      `${plain(c)}: ${operand(one)} × ${operand(c)} = ${plainBoth(value)}`,
    ],
    gist: `One is ${plainBoth(one)}, so ${plain(c)} are ${plainBoth(value)}.`,
    checks: [
      {
        text: `By the ratio instead: ${plain(c)} are ${plain(divide(c, a))} times ${plain(a)}, and ${plain(b)} times that is ${plain(other)}.`,
        isRight: equals(other, value),
      },
      {
        text: `In plain decimals: ${Number(((toNumber(b) * toNumber(c)) / toNumber(a)).toPrecision(10))}.`,
        isRight:
          Math.abs((toNumber(b) * toNumber(c)) / toNumber(a) - toNumber(value)) <= 1e-9 * Math.max(1, Math.abs(toNumber(value))),
      },
    ],
    answer: `**${shown}**`,
    value: machineText(value),
    sum: sumOf(value)`${b} / ${a} * ${c}`,
  });
}

function tellInverse(a: Rational, b: Rational, c: Rational, noun: string, unitName: string): Solution {
  if (isZero(c))
    return explained("Looking at who works", `Without any ${noun} it is never done.`, `Without any ${noun} it is never done.`);
  const work = multiply(a, b);
  const value = divide(work, c);
  const name = value.n === value.d ? unitName.replace(/s$/, "") : unitName.replace(/s?$/, "s");
  return toSolution({
    plan: [
      "Seeing that more hands need less time",
      `${plain(a)} ${noun} need ${plain(b)} ${unitName}; the time for ${plain(c)} is asked.`,
      "Taken that all work equally fast and the job is the same, number times time stays the same.",
    ],
    work: [
      "Keeping the work constant",
      `Work: ${plain(a)} × ${plain(b)} = ${plain(work)}`,
      `Time: ${plain(work)} ÷ ${operand(c)} = ${plainBoth(value)} ${name}`,
    ],
    gist: `${plain(a)} × ${plain(b)} = ${plain(work)} stays the same, so ${plain(work)} ÷ ${plain(c)} = ${plainBoth(value)}.`,
    checks: [
      {
        text: `${plain(c)} × ${operand(value)} = ${plain(multiply(c, value))}, the same work.`,
        isRight: equals(multiply(c, value), work),
      },
    ],
    answer: `**${answerText(value)} ${name}**, if all work equally fast.`,
    value: machineText(value),
    sum: sumOf(value)`${a} * ${b} / ${c}`,
  });
}
