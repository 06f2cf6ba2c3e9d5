/** Owns: equations that come down to `ax² + bx + c = 0`: rational, surd, double and complex roots. */
import { latexDecimal, machineText, operand, plain } from "#lib/models/builtin/number-text.ts";
import { coefficient, degreeOf, polynomialText } from "#lib/models/builtin/polynomial.ts";
import {
  add,
  divide,
  equals,
  isZero,
  multiply,
  negate,
  type Rational,
  ratio,
  subtract,
  Trouble,
} from "#lib/models/builtin/rational.ts";
import { type Check, type Solution, toSolution } from "#lib/models/builtin/solution.ts";
import {
  addSurds,
  asRational,
  equalSurds,
  multiplySurds,
  negateSurd,
  rootOf,
  type Surd,
  surd,
} from "#lib/models/builtin/surd.ts";
import { decimalText, exactSurd, valueLatex, valueText } from "#lib/models/builtin/value.ts";
import { type Problem, substitute } from "./equation.ts";

const two = ratio(2n);
const text = (value: Surd) => valueText(exactSurd(value));

export function solveQuadratic(problem: Problem): Solution {
  const { unknown, polynomial } = problem;
  const [c, b, a] = [coefficient(polynomial, 0), coefficient(polynomial, 1), coefficient(polynomial, 2)];
  const form = polynomialText(polynomial, unknown);
  const discriminant = subtract(multiply(b, b), multiply(ratio(4n), multiply(a, c)));
  const size = rootOf(discriminant.n < 0n ? negate(discriminant) : discriminant);
  if (!size) throw new Trouble("The root of the discriminant is of a number too large to simplify surely.");
  const middle = surd(divide(negate(b), multiply(two, a)));
  const half = multiplySurds(size, surd(divide(ratio(1n), multiply(two, a.n < 0n ? negate(a) : a))));
  const isComplex = discriminant.n < 0n;
  const d = plain(discriminant);
  const work = [
    `All on one side: ${form} = 0, so a = ${plain(a)}, b = ${plain(b)}, c = ${plain(c)}`,
    `The discriminant is b² − 4ac = ${operand(b)}² − 4 × ${operand(a)} × ${operand(c)} = ${d}`,
    isComplex
      ? `It is negative: there is no real solution, but two complex ones. √(${d}) = ${times(size, "i")}`
      : isZero(discriminant)
        ? "It is zero: both solutions fall together."
        : `It is positive: there are two real solutions. √${d.includes("/") ? `(${d})` : d} = ${text(size)}`,
    `−b ÷ 2a = ${text(middle)}, and √D ÷ 2a has the size ${isComplex ? times(half, "i") : text(half)}`,
  ];
  const told = isComplex ? complexRoots(unknown, middle, half) : realRoots(problem, middle, half);
  const excluded =
    told.excluded.length > 0 ? ` ${told.excluded.join(" and ")} must be left out: a denominator is zero there.` : "";
  return toSolution({
    plan: [
      "Reading the equation",
      `The equation is ${problem.text}, with ${unknown} unknown.`,
      "Brought to one side it is quadratic, so the discriminant decides how many solutions there are, and the formula (−b ± √D) ÷ 2a gives them.",
    ],
    work: ["Using the discriminant", ...work, `So ${told.roots.join(" and ") || "nothing is left"}.${excluded}`],
    gist: `${form} = 0 has the discriminant ${d}, so ${told.roots.join(" and ") || "nothing is left"}.${excluded}`,
    more: ["Completing the square", completedSquare(a, b, c, unknown)],
    checks: [...told.checks, vieta(a, b, c, middle, half, isComplex)],
    answer: told.answer + (excluded ? `\n\n${excluded.trim()}` : ""),
    value: told.value,
  });
}

function times(value: Surd, letter: string): string {
  const written = text(value);
  if (written === "1") return letter;
  return written.includes("√") ? `${written}·${letter}` : written.includes("/") ? `(${written})${letter}` : `${written}${letter}`;
}

interface Told {
  roots: string[];
  excluded: string[];
  checks: Check[];
  answer: string;
  value: unknown;
}

function realRoots(problem: Problem, middle: Surd, half: Surd): Told {
  const { unknown, polynomial, bottom } = problem;
  const both = half.length === 0 ? [middle] : [addSurds(middle, negateSurd(half)), addSurds(middle, half)];
  const isExcluded = (root: Surd) => degreeOf(bottom) > 0 && polynomialAt(bottom, root).length === 0;
  const roots = both.filter((root) => !isExcluded(root));
  const named = (root: Surd) => {
    const value = exactSurd(root);
    const rational = asRational(root);
    return `${unknown} = ${valueText(value)}${rational && !valueText(value).includes("/") ? "" : ` ≈ ${decimalText(value)}`}`;
  };
  const checks = roots.map((root): Check => {
    const rational = asRational(root);
    if (rational) return substitute(problem, { [unknown]: rational });
    return {
      text: `Putting ${unknown} = ${text(root)} into ${polynomialText(polynomial, unknown)}: ${unknown}² is ${text(multiplySurds(root, root))}, and the whole comes to ${text(polynomialAt(polynomial, root))}.`,
      isRight: polynomialAt(polynomial, root).length === 0,
    };
  });
  return {
    roots: roots.map(named),
    excluded: both.filter(isExcluded).map((root) => `${unknown} = ${text(root)}`),
    checks:
      checks.length > 1
        ? [{ text: checks.map((check) => check.text).join("\n\n"), isRight: checks.every((check) => check.isRight) }]
        : checks,
    answer: roots.length === 0 ? "**No solution**" : answerOf(unknown, roots, both.length === 1),
    value: roots.map((root) => {
      const rational = asRational(root);
      return rational ? machineText(rational) : { text: text(root), decimal: decimalText(exactSurd(root)) };
    }),
  };
}

function answerOf(unknown: string, roots: Surd[], isDouble: boolean): string {
  const one = (root: Surd) => {
    const rational = asRational(root);
    const isShort = rational && !valueText(exactSurd(root)).includes("/");
    return `${valueLatex(exactSurd(root))}${isShort ? "" : ` \\approx ${latexDecimal(decimalText(exactSurd(root)))}`}`;
  };
  const lines = roots.map((root, i) => `$$${unknown}${roots.length > 1 ? `_${i + 1}` : ""} = ${one(root)}$$`);
  return lines.join("\n\n") + (isDouble ? "\n\nA double solution." : "");
}

function complexRoots(unknown: string, middle: Surd, half: Surd): Told {
  const real = text(middle);
  const written = `${real === "0" ? "" : `${real} `}± ${times(half, "i")}`;
  const halfLatex = valueLatex(exactSurd(half));
  const imaginary = halfLatex === "1" ? "i" : `${halfLatex}\\,i`;
  return {
    roots: [`${unknown} = ${written}`],
    excluded: [],
    checks: [],
    answer: `**No real solution.** The complex ones are\n\n$$${unknown} = ${real === "0" ? "" : `${valueLatex(exactSurd(middle))} `}\\pm ${imaginary}$$`,
    value: { real: decimalText(exactSurd(middle)), imaginary: decimalText(exactSurd(half)) },
  };
}

function polynomialAt(of: readonly Rational[], at: Surd): Surd {
  return of.reduceRight<Surd>((total, next) => addSurds(multiplySurds(total, at), surd(next)), []);
}

/** Sum −b/a and product c/a, without using the roots' own derivation. */
function vieta(a: Rational, b: Rational, c: Rational, middle: Surd, half: Surd, isComplex: boolean): Check {
  const sum = addSurds(middle, middle);
  const square = multiplySurds(half, half);
  const product = addSurds(multiplySurds(middle, middle), isComplex ? square : negateSurd(square));
  const [wantedSum, wantedProduct] = [divide(negate(b), a), divide(c, a)];
  return {
    text: `By Vieta: the two solutions add up to ${text(sum)} and must give −b/a = ${plain(wantedSum)}; multiplied they give ${text(product)} and must give c/a = ${plain(wantedProduct)}.`,
    isRight: equalSurds(sum, surd(wantedSum)) && equalSurds(product, surd(wantedProduct)),
  };
}

function completedSquare(a: Rational, b: Rational, c: Rational, unknown: string): string {
  const shift = divide(b, multiply(two, a));
  const right = subtract(multiply(shift, shift), divide(c, a));
  const sign = shift.n < 0n ? "−" : "+";
  const size = shift.n < 0n ? negate(shift) : shift;
  const isMet = equals(add(right, divide(c, a)), multiply(shift, shift));
  const square = isZero(shift) ? `${unknown}²` : `(${unknown} ${sign} ${plain(size)})²`;
  return isMet
    ? `Divided by ${plain(a)} and with half of the middle coefficient squared on both sides: ${square} = ${plain(right)}. Taking roots gives the same solutions.`
    : "";
}
