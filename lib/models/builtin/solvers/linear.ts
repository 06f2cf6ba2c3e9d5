/** Owns: equations that come down to `ax + b = 0`, with the cases of no and of every solution. */
import { answerText, latex, machineText, operand, plain, plainBoth } from "#lib/models/builtin/number-text.ts";
import {
  coefficient,
  degreeOf,
  type Polynomial,
  polynomialText,
  type Quotient,
  valueAt,
} from "#lib/models/builtin/polynomial.ts";
import { divide, equals, isZero, negate, type Rational, ratio, subtract } from "#lib/models/builtin/rational.ts";
import { explained, type Solution, toSolution } from "#lib/models/builtin/solution.ts";
import { type Problem, substitute } from "./equation.ts";

export function solveLinear(problem: Problem, left: Quotient, right: Quotient): Solution {
  const { unknown, polynomial, bottom } = problem;
  const restriction = degreeOf(bottom) > 0 ? ` as long as ${polynomialText(bottom, unknown)} is not 0` : "";
  if (polynomial.length === 0) {
    const why = `Both sides come to the same for every value of ${unknown}${restriction}.`;
    return explained(
      "Comparing both sides",
      `${problem.text}. ${why}`,
      `$$${problem.latex}$$\n\n**Every ${unknown} is a solution**${restriction}.`,
      "all",
    );
  }
  const a = coefficient(polynomial, 1);
  const b = coefficient(polynomial, 0);
  if (isZero(a)) {
    const why = `${unknown} drops out and ${plain(b)} = 0 is left, which is false.`;
    return explained("Collecting the terms", `${problem.text}. ${why}`, `$$${problem.latex}$$\n\n**No solution**: ${why}`, []);
  }
  const root = divide(negate(b), a);
  if (isZero(valueAt(bottom, root))) {
    const why = `Clearing the denominators leads to ${unknown} = ${plain(root)}, but there a denominator is zero, so it must be left out.`;
    return explained(
      "Clearing the denominators",
      `${problem.text}. ${why}`,
      `$$${problem.latex}$$\n\n**No solution**: ${why}`,
      [],
    );
  }
  return toSolution({
    plan: [
      "Reading the equation",
      `The equation is ${problem.text}, with ${unknown} unknown.`,
      restriction
        ? `It holds${restriction}; multiplying by the denominators makes it linear.`
        : `It is linear: ${unknown} is to stand alone on one side.`,
    ],
    work: [`Isolating ${unknown}`, ...isolate(problem, left, right, root)],
    gist: `${problem.text} comes down to ${polynomialText([b, a], unknown)} = 0, so ${unknown} = ${plainBoth(root)}.`,
    checks: [substitute(problem, { [unknown]: root }), halving(polynomial, unknown, root)],
    answer: `$$${unknown} = ${latex(root)}$$${answerText(root).includes("≈") ? `\n\nThat is ${plainBoth(root)}.` : ""}`,
    value: [machineText(root)],
  });
}

function isolate(problem: Problem, left: Quotient, right: Quotient, root: Rational): string[] {
  const { unknown } = problem;
  const isPlain = degreeOf(left.bottom) === 0 && degreeOf(right.bottom) === 0;
  if (!isPlain || degreeOf(left.top) > 1 || degreeOf(right.top) > 1) {
    const [a, b] = [coefficient(problem.polynomial, 1), coefficient(problem.polynomial, 0)];
    return [
      `Multiplied out and all on one side: ${polynomialText(problem.polynomial, unknown)} = 0`,
      `${polynomialText([ratio(0n), a], unknown)} = ${plain(negate(b))}`,
      `${unknown} = ${plain(negate(b))} ÷ ${operand(a)} = ${plainBoth(root)}`,
    ];
  }
  const text = (side: Polynomial) => polynomialText(side, unknown);
  const a = subtract(coefficient(left.top, 1), coefficient(right.top, 1));
  const b = subtract(coefficient(right.top, 0), coefficient(left.top, 0));
  const steps = [
    `Multiplied out: ${text(left.top)} = ${text(right.top)}`,
    `Everything with ${unknown} to the left, every number to the right: ${text([ratio(0n), a])} = ${plain(b)}`,
  ];
  return equals(a, ratio(1n))
    ? steps
    : [...steps, `Both sides divided by ${plain(a)}: ${unknown} = ${plain(b)} ÷ ${operand(a)} = ${plainBoth(root)}`];
}

/** On both sides of a root a line has opposite signs, and equally far from it equal sizes. */
function halving(polynomial: Polynomial, unknown: string, root: Rational) {
  const one = ratio(1n);
  const before = valueAt(polynomial, subtract(root, one));
  const after = valueAt(polynomial, subtract(root, negate(one)));
  return {
    text: `One step to each side of ${unknown} = ${plain(root)}, ${polynomialText(polynomial, unknown)} is ${plain(before)} and ${plain(after)}: opposite, so the zero is right in the middle.`,
    isRight: equals(before, negate(after)),
  };
}
