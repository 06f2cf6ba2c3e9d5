/** Owns: questions about one percentage: a share, what share, of what, up or down by it, and the change between two numbers. */
import { answerText, machineText, operand, plain, plainBoth, rounded } from "#lib/models/builtin/number-text.ts";
import { bare, normalise } from "#lib/models/builtin/question.ts";
import {
  absolute,
  add,
  compare,
  divide,
  equals,
  isZero,
  multiply,
  negate,
  one,
  type Rational,
  ratio,
  subtract,
  toNumber,
} from "#lib/models/builtin/rational.ts";
import { explained, type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { sumOf } from "#lib/models/builtin/sum.ts";
import { captured, whole } from "./pattern.ts";

const hundred = ratio(100n);
const up = "increased|raised|plus|marked up|up";
const down = "decreased|reduced|lowered|discounted|minus|marked down|down|cut";

const patterns: [RegExp, (a: Rational, b: Rational) => Solution][] = [
  [whole("(?:number is )?#% of #"), partOf],
  [whole("(?:what )?% (?:of # is #)"), (of, part) => shareOf(part, of)],
  [whole("(?:what )?% (?:is )?# (?:of|out of|from) #"), shareOf],
  [whole("# (?:is|as|to|equals) (?:what |a |an )?% of #"), shareOf],
  [whole("# (?:out of|of) # (?:as|to|in|into) (?:a |an )?%"), shareOf],
  [whole("# is #% of (?:what|which|what number|which number|how much)"), wholeOf],
  [
    whole("#% of (?:what|which|what number|which number|a number|how much) (?:is|equals|gives|=) #"),
    (percent, part) => wholeOf(part, percent),
  ],
  [whole("(?:number )?(?:of which|which) #% is #"), (percent, part) => wholeOf(part, percent)],
  [whole("(?:increase|raise|mark up) # by #%"), changeBy],
  [whole(`# (?:is )?(?:${up}) (?:by )?#%`), changeBy],
  [whole("(?:decrease|reduce|lower|discount|mark down|cut) # by #%"), (from, percent) => changeBy(from, negate(percent))],
  [whole(`# (?:is )?(?:${down}) (?:by )?#%`), (from, percent) => changeBy(from, negate(percent))],
  [whole("# (?:with|after|at) (?:an? )?#% (?:discount|off|reduction)"), (from, percent) => changeBy(from, negate(percent))],
  [whole("#% (?:off|less than|discount (?:on|off)|off of) #"), (percent, from) => changeBy(from, negate(percent))],
  [whole("#% more than #"), (percent, from) => changeBy(from, percent)],
  [whole("(?:add|adding) #% to #"), (percent, from) => changeBy(from, percent)],
  [whole("# (?:with|after|plus) (?:an? )?#% (?:tax|vat|sales tax|tip|increase)"), changeBy],
  [whole("(?:subtract|take) #% (?:from|off) #"), (percent, from) => changeBy(from, negate(percent))],
  [whole("(?:the )?(?:% )?(?:change|increase|decrease|difference|growth|drop)(?: in %)? from # to #"), changeBetween],
];

export const solvePercent: Solver = (question) => {
  const text = bare(normalise(question))
    .replace(/ ?(?:%|\b(?:per ?cent|percentage|pct)\b)/gi, "%")
    .replace(/(?<=[a-z])%/gi, " %")
    .replace(/^the (?=%)/i, "")
    .replace(/^a (?=\d)/i, "")
    .replace(/\b(?:dollars|euros|pounds|bucks|the price of|a price of)\b ?/gi, "")
    .replace(/ +/g, " ")
    .trim();
  const isChange = /change|increase|decrease|difference|growth|drop/i.test(text);
  for (const [pattern, build] of patterns) {
    const numbers = captured(pattern.exec(text));
    const [a, b] = numbers ?? [];
    if (!a || !b || numbers?.length !== 2) continue;
    if (build === changeBetween && isChange && !text.includes("%")) return null;
    return build(a, b);
  }
  return null;
};

function partOf(percent: Rational, of: Rational): Solution {
  const share = divide(percent, hundred);
  const value = multiply(share, of);
  const onePercent = divide(of, hundred);
  return toSolution({
    plan: [
      "Reading the percentage",
      `${plain(percent)}% of ${plain(of)} is asked.`,
      `Percent means per hundred, so ${plain(percent)}% is ${plain(percent)}/100 = ${plainBoth(share)}, and "of" means times.`,
    ],
    work: [
      `Taking ${plain(percent)}%`,
      `${plain(percent)} ÷ 100 = ${plainBoth(share)}`,
      `${operand(share)} × ${operand(of)} = ${plainBoth(value)}`,
    ],
    gist: `${plain(percent)}% is ${plainBoth(share)}, and ${operand(share)} × ${operand(of)} = ${plainBoth(value)}.`,
    checks: [
      {
        text: `One percent of ${plain(of)} is ${plain(onePercent)}; ${operand(percent)} times that is ${plainBoth(multiply(onePercent, percent))}, as before.`,
        isRight: equals(multiply(onePercent, percent), value),
      },
      ...(isZero(of) ? [] : [backShare(value, of, percent)]),
    ],
    answer: `**${plain(percent)}% of ${plain(of)} = ${answerText(value)}**`,
    value: machineText(value),
    sum: sumOf(value)`${percent} / 100 * ${of}`,
  });
}

function backShare(part: Rational, of: Rational, percent: Rational) {
  const back = multiply(divide(part, of), hundred);
  return {
    text: `Backwards: ${plain(part)} ÷ ${operand(of)} × 100 = ${plain(back)}, the percentage asked.`,
    isRight: equals(back, percent),
  };
}

function shareOf(part: Rational, of: Rational): Solution {
  if (isZero(of)) {
    const reason = "A share of 0 has no percentage: it would mean dividing by zero.";
    return explained("Looking at the whole", `The whole is 0. ${reason}`, reason);
  }
  const share = divide(part, of);
  const value = multiply(share, hundred);
  const back = multiply(divide(value, hundred), of);
  return toSolution({
    plan: [
      "Seeing what is the whole",
      `The part is ${plain(part)} and the whole is ${plain(of)}.`,
      "The percentage is the part divided by the whole, times 100.",
    ],
    work: [
      "Dividing part by whole",
      `${plain(part)} ÷ ${operand(of)} = ${plainBoth(share)}`,
      `${operand(share)} × 100 = ${plainBoth(value)}`,
    ],
    gist: `${plain(part)} ÷ ${operand(of)} = ${plainBoth(share)}, which is ${plainBoth(value)} per hundred.`,
    checks: [
      {
        text: `Backwards: ${plain(value)}% of ${plain(of)} is ${plain(back)}, the part it started from.`,
        isRight: equals(back, part),
      },
      decimalCheck((toNumber(part) / toNumber(of)) * 100, value),
    ],
    answer: `**${plain(part)} is ${answerText(value)}% of ${plain(of)}**`,
    value: machineText(value),
    sum: sumOf(value)`${part} / ${of} * 100`,
  });
}

function wholeOf(part: Rational, percent: Rational): Solution | never {
  if (isZero(percent)) {
    const reason = isZero(part)
      ? "0% of every number is 0, so any number fits."
      : `0% of any number is 0, so no number has ${plain(part)} as its 0%.`;
    return explained("Looking at zero percent", reason, reason);
  }
  const value = multiply(divide(part, percent), hundred);
  const back = multiply(divide(percent, hundred), value);
  const onePercent = divide(part, percent);
  return toSolution({
    plan: [
      "Looking for the whole",
      `${plain(part)} is ${plain(percent)}% of an unknown whole.`,
      "First one percent, then a hundred of them.",
    ],
    work: [
      "From one percent to the whole",
      `One percent is ${plain(part)} ÷ ${operand(percent)} = ${plainBoth(onePercent)}`,
      `The whole is ${operand(onePercent)} × 100 = ${plainBoth(value)}`,
    ],
    gist: `One percent is ${plainBoth(onePercent)}, so the whole is ${plainBoth(value)}.`,
    checks: [
      { text: `Backwards: ${plain(percent)}% of ${plain(value)} is ${plain(back)}.`, isRight: equals(back, part) },
      decimalCheck(toNumber(part) / (toNumber(percent) / 100), value),
    ],
    answer: `**${plain(part)} is ${plain(percent)}% of ${answerText(value)}**`,
    value: machineText(value),
    sum: sumOf(value)`${part} / ${percent} * 100`,
  });
}

function changeBy(from: Rational, percent: Rational): Solution {
  const isUp = percent.n >= 0n;
  const size = absolute(percent);
  const factor = add(one, divide(percent, hundred));
  const value = multiply(from, factor);
  const difference = multiply(from, divide(size, hundred));
  const other = isUp ? add(from, difference) : subtract(from, difference);
  const backed = isZero(factor) ? null : divide(value, factor);
  return toSolution({
    plan: [
      "Reading the change",
      `${plain(from)} is to go ${isUp ? "up" : "down"} by ${plain(size)}%.`,
      `Then ${plain(multiply(factor, hundred))}% of it is left, so it is multiplied by ${plainBoth(factor)}.`,
    ],
    work: [
      `Going ${isUp ? "up" : "down"} by ${plain(size)}%`,
      `100% ${isUp ? "+" : "−"} ${plain(size)}% = ${plain(multiply(factor, hundred))}%, as a factor ${plainBoth(factor)}`,
      `${operand(from)} × ${operand(factor)} = ${plainBoth(value)}`,
    ],
    gist: `${plain(from)} × ${operand(factor)} = ${plainBoth(value)}.`,
    checks: [
      {
        text: `By the amount instead: ${plain(size)}% of ${plain(from)} is ${plain(difference)}, and ${plain(from)} ${isUp ? "+" : "−"} ${operand(difference)} = ${plain(other)}.`,
        isRight: equals(other, value),
      },
      ...(backed
        ? [{ text: `Backwards: ${plain(value)} ÷ ${operand(factor)} = ${plain(backed)}.`, isRight: equals(backed, from) }]
        : []),
    ],
    answer: `**${plain(from)} ${isUp ? "+" : "−"} ${plain(size)}% = ${answerText(value)}** (a change of ${answerText(difference)})`,
    value: machineText(value),
    sum: sumOf(value)`${from} * (1 + ${percent} / 100)`,
  });
}

function changeBetween(from: Rational, to: Rational): Solution {
  if (isZero(from)) {
    const reason = "A change from 0 has no percentage: it would mean dividing by zero.";
    return explained("Looking at the start", reason, reason);
  }
  const difference = subtract(to, from);
  const value = multiply(divide(difference, absolute(from)), hundred);
  const back = add(from, multiply(absolute(from), divide(value, hundred)));
  const word = compare(value, ratio(0n)) < 0 ? "decrease" : "increase";
  return toSolution({
    plan: [
      "Comparing two values",
      `From ${plain(from)} to ${plain(to)}.`,
      "The change in percent is the difference divided by where it started, times 100.",
    ],
    work: [
      "Working out the change",
      `${plain(to)} − ${operand(from)} = ${plain(difference)}`,
      `${plain(difference)} ÷ ${plain(absolute(from))} × 100 = ${plainBoth(value)}`,
    ],
    gist: `The difference is ${plain(difference)}; of ${plain(from)} that is ${plainBoth(value)}%.`,
    checks: [
      { text: `Backwards: ${plain(from)} changed by ${plain(value)}% gives ${plain(back)}.`, isRight: equals(back, to) },
      decimalCheck(((toNumber(to) - toNumber(from)) / Math.abs(toNumber(from))) * 100, value),
    ],
    answer: isZero(value)
      ? "**No change: 0%**"
      : `**${answerText(absolute(value))}% ${word}** (from ${plain(from)} to ${plain(to)})`,
    value: machineText(value),
    sum: sumOf(value)`(${to} - ${from}) / abs ${from} * 100`,
  });
}

function decimalCheck(decimal: number, value: Rational) {
  const isRight = Math.abs(decimal - toNumber(value)) <= 1e-9 * Math.max(1, Math.abs(decimal));
  return { text: `In plain decimals it comes to ${Number(decimal.toPrecision(10))}, and exactly to ${rounded(value)}.`, isRight };
}
