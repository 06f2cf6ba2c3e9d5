/** Owns: puzzles about unknown whole numbers: consecutive ones with a sum, two with sum and difference or product. */
import { answerText, machineText, operand, plain, plainBoth } from "#lib/models/builtin/number-text.ts";
import { normalise, polite } from "#lib/models/builtin/question.ts";
import {
  add,
  divide,
  equals,
  isInteger,
  multiply,
  type Rational,
  ratio,
  readRational,
  subtract,
  sum,
} from "#lib/models/builtin/rational.ts";
import { explained, listed, type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { rootOf } from "#lib/models/builtin/surd.ts";
import { exactSurd, rationalOf } from "#lib/models/builtin/value.ts";
import { captured, whole } from "./pattern.ts";

const ending =
  "(?:\\W+(?:find|what are|which are|list|name)(?: (?:they|the|these|those|them|all|2|two|numbers|integers|consecutive|even|odd|smallest|largest|greatest|numbers are they|are they))*|\\W+what(?: is|'s) the (?:smallest|largest|greatest|middle)(?: (?:number|integer|one))?)?";
const lead = "(?:(?:find|what are|which|name|give)(?: the| me)? )?";
const consecutive = new RegExp(
  `^${lead}(?:(?:the )?sum of )?(?:the )?(\\d{1,2}) consecutive (?:(even|odd) )?(?:positive )?(?:whole |natural )?(?:integers|numbers)(?: that| which| whose| with)?(?: a)?(?: (?:is|equals|sum is|sum equals|sum of|sum to|sums to|summing to|add to|add up to|adding up to|total|have a sum of|have the sum|sum up to|with sum))+ (-?\\d[\\d,]*)${ending}$`,
);

const pair = "(?:the )?(?:2|two) (?:numbers|integers)";
const sumAndDifference = [
  whole(`${lead}(?:the )?sum of ${pair} is #(?:,| and)+ (?:their|the) difference is #${ending}`),
  whole(
    `${lead}${pair} (?:add up to|sum to|have a sum of|with a sum of|with sum|whose sum is) #(?:,| and)+ (?:their difference is|differ by|have a difference of|a difference of|difference|whose difference is|their difference) #${ending}`,
  ),
  whole(`${lead}(?:the )?sum of ${pair} is #(?:\\.|;) ?(?:their|the) difference is #${ending}`),
];
const sumAndProduct = [
  whole(`${lead}(?:the )?sum of ${pair} is #(?:,| and|\\.|;)+ ?(?:their|the) product is #${ending}`),
  whole(
    `${lead}${pair} (?:add up to|sum to|have a sum of|with a sum of|with sum|whose sum is) #(?:,| and)+ (?:multiply to|their product is|whose product is|a product of|product|have a product of) #${ending}`,
  ),
];

export const solveTwoNumbers: Solver = (question) => {
  const text = polite(normalise(question)).toLowerCase();
  if (text.length > 300) return null;
  const inRow = consecutive.exec(text);
  if (inRow) {
    const total = readRational(inRow[3] ?? "");
    return total && consecutiveNumbers(Number(inRow[1]), inRow[2], total, text);
  }
  for (const pattern of sumAndDifference) {
    const [s, d] = captured(pattern.exec(text)) ?? [];
    if (s && d) return fromDifference(s, d);
  }
  for (const pattern of sumAndProduct) {
    const [s, p] = captured(pattern.exec(text)) ?? [];
    if (s && p) return fromProduct(s, p);
  }
  return null;
};

function consecutiveNumbers(count: number, parity: string | undefined, total: Rational, text: string): Solution | null {
  if (count < 2) return null;
  const step = parity ? 2 : 1;
  const size = ratio(count);
  const middle = divide(total, size);
  const first = subtract(middle, divide(ratio(step * (count - 1)), ratio(2n)));
  const kind = parity ? `consecutive ${parity} numbers` : "consecutive whole numbers";
  const isFit = isInteger(first) && (!parity || (first.n % 2n === 0n) === (parity === "even"));
  const lines = [
    `Their mean is ${plain(total)} ÷ ${count} = ${plainBoth(middle)}.`,
    `They lie evenly around it, ${step} apart, so the first is ${plain(middle)} − ${plain(divide(ratio(step * (count - 1)), ratio(2n)))} = ${plainBoth(first)}.`,
  ];
  if (!isFit) {
    const why = `The first of them would have to be ${plainBoth(first)}, which is no ${parity ? `${parity} ` : ""}whole number.`;
    return explained(
      "Looking at the mean",
      `${lines.join(" ")} ${why}`,
      `**There are no ${count} ${kind} with the sum ${plain(total)}.** ${why}`,
      [],
    );
  }
  const numbers = Array.from({ length: count }, (_, i) => add(first, ratio(step * i)));
  const end = /smallest/.test(text)
    ? `smallest: ${plain(first)}`
    : /largest|greatest/.test(text)
      ? `largest: ${plain(numbers.at(-1) ?? first)}`
      : "";
  const back = sum(numbers);
  return toSolution({
    plan: [
      "Looking for the middle",
      `${count} ${kind} with the sum ${plain(total)} are asked.`,
      "Numbers that are evenly spaced lie evenly around their mean.",
    ],
    work: ["Going from the mean to the first", ...lines, `So they are ${listed(numbers.map(plain))}.`],
    gist: `The mean is ${plain(middle)}, so the numbers are ${listed(numbers.map(plain))}.`,
    checks: [{ text: `${numbers.map(operand).join(" + ")} = ${plain(back)}.`, isRight: equals(back, total) }],
    answer: `**${listed(numbers.map(plain))}**${end ? ` (${end})` : ""}`,
    value: numbers.map(machineText),
  });
}

function tellPair(
  larger: Rational,
  smaller: Rational,
  plan: [string, ...string[]],
  lines: string[],
  check: { text: string; isRight: boolean },
): Solution {
  return toSolution({
    plan,
    work: ["Working out the two numbers", ...lines],
    gist: lines.join(" "),
    checks: [check],
    answer: `**${answerText(larger)} and ${answerText(smaller)}**`,
    value: [machineText(larger), machineText(smaller)],
  });
}

function fromDifference(total: Rational, difference: Rational): Solution {
  const two = ratio(2n);
  const size = difference.n < 0n ? subtract(ratio(0n), difference) : difference;
  const larger = divide(add(total, size), two);
  const smaller = subtract(total, larger);
  return tellPair(
    larger,
    smaller,
    [
      "Using sum and difference",
      `Two numbers have the sum ${plain(total)} and the difference ${plain(size)}.`,
      "Sum plus difference is twice the larger one.",
    ],
    [
      `Larger: (${plain(total)} + ${plain(size)}) ÷ 2 = ${plainBoth(larger)}.`,
      `Smaller: ${plain(total)} − ${operand(larger)} = ${plainBoth(smaller)}.`,
    ],
    {
      text: `${plain(larger)} + ${operand(smaller)} = ${plain(add(larger, smaller))} and ${plain(larger)} − ${operand(smaller)} = ${plain(subtract(larger, smaller))}.`,
      isRight: equals(add(larger, smaller), total) && equals(subtract(larger, smaller), size),
    },
  );
}

function fromProduct(total: Rational, product: Rational): Solution {
  const discriminant = subtract(multiply(total, total), multiply(ratio(4n), product));
  const plan: [string, ...string[]] = [
    "Using sum and product",
    `Two numbers have the sum ${plain(total)} and the product ${plain(product)}.`,
    `They are the solutions of x² − ${operand(total)}x + ${operand(product)} = 0.`,
  ];
  if (discriminant.n < 0n) {
    const why = `Its discriminant ${plain(discriminant)} is negative.`;
    return explained(
      "Using sum and product",
      `${plan.slice(1).join(" ")} ${why}`,
      `**There are no such real numbers.** ${why}`,
      [],
    );
  }
  const found = rootOf(discriminant);
  const root = found && rationalOf(exactSurd(found));
  if (!root) {
    const why = `They are the solutions of x² − ${operand(total)}x + ${operand(product)} = 0, which are not fractions; asked as an equation, it is solved with roots.`;
    return explained("Using sum and product", why, why);
  }
  const larger = divide(add(total, root), ratio(2n));
  const smaller = divide(subtract(total, root), ratio(2n));
  return tellPair(
    larger,
    smaller,
    plan,
    [
      `The discriminant is ${plain(discriminant)}, its root ${plain(root)}.`,
      `(${plain(total)} ± ${plain(root)}) ÷ 2 gives ${plainBoth(larger)} and ${plainBoth(smaller)}.`,
    ],
    {
      text: `${plain(larger)} + ${operand(smaller)} = ${plain(add(larger, smaller))} and ${plain(larger)} × ${operand(smaller)} = ${plain(multiply(larger, smaller))}.`,
      isRight: equals(add(larger, smaller), total) && equals(multiply(larger, smaller), product),
    },
  );
}
