/** Owns: finding the equation in a question and handing it to the method for its degree. */
import { evaluate } from "#lib/models/builtin/evaluate.ts";
import { type Node, nodesOf, readExpression } from "#lib/models/builtin/expression.ts";
import { expressionLatex, expressionText } from "#lib/models/builtin/expression-text.ts";
import {
  degreeOf,
  multiplyPolynomials,
  type Polynomial,
  polynomialText,
  subtractPolynomials,
  toQuotient,
} from "#lib/models/builtin/polynomial.ts";
import { normalise, polite } from "#lib/models/builtin/question.ts";
import { type Rational, Trouble } from "#lib/models/builtin/rational.ts";
import { type Check, explained, type Solution, type Solver } from "#lib/models/builtin/solution.ts";
import { exact, rationalOf, valueText } from "#lib/models/builtin/value.ts";
import { solveLinear } from "./linear.ts";
import { solveQuadratic } from "./quadratic.ts";
import { solveSystem } from "./system.ts";

export interface Equation {
  left: Node;
  right: Node;
  /** As it was read. */
  text: string;
  latex: string;
}

/** An equation in one unknown, brought to the form `polynomial = 0`. */
export interface Problem extends Equation {
  unknown: string;
  polynomial: Polynomial;
  /** What must not become zero: the denominator. */
  bottom: Polynomial;
}

const leads =
  /^(?:solve|find|what(?:'s| is| are)?|whats|determine|get|compute|for|the|following|system of|linear|quadratic|simultaneous|equations?|(?:value|values|root|roots|solutions?)(?: (?:of|to|for))?|real|if|when|given(?: that)?|where|such that|in|unknown)(?![a-z])[\s:,]*/i;
const lone =
  /^(?:for )?([a-z])(?: and ([a-z]))?(?:\s*[:,]\s*|\s+(?:if|in|when|where|given(?: that)?|from|such that|so that|for which)\s+)/i;
const tail =
  /[\s,;]*(?:,|\bfor|\bwhat is|\bwhat's|\bfind|\bsolve for|\bwhat are)\s+(?:the value of |the values of )?[a-z](?:\s*(?:,|and)\s*[a-z])?$/i;

const spoken: [RegExp, string][] = [
  [/\bplus\b/gi, "+"],
  [/\bminus\b/gi, "-"],
  [/\b(?:times|multiplied by)\b/gi, "*"],
  [/\bdivided by\b/gi, "/"],
  [/ ?\bsquared\b/gi, "^2"],
];

/** The bare equations in a text; null when there is anything else in it. */
export function readEquations(question: string): Equation[] | null {
  let text = polite(normalise(question)).replace(/\b(?:equals|is equal to|equal to)\b/gi, "=");
  for (const [word, sign] of spoken) text = text.replace(word, sign);
  if (!text.includes("=") || text.length > 600) return null;
  for (let i = 0; i < 8; i += 1) {
    const next = text.replace(lone, "").replace(leads, "");
    if (next === text || !next.includes("=")) break;
    text = next;
  }
  text = polite(text.replace(tail, ""));
  const pieces = text
    .split(/\n|;|, |\band\b|,(?=[^=,]*=)/i)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
  const equations: Equation[] = [];
  for (const piece of pieces) {
    const [before, after, ...rest] = piece.split("=");
    if (before === undefined || after === undefined || rest.length > 0 || /\d\s*x\s*\d/i.test(piece)) return null;
    const left = readExpression(before, true);
    const right = readExpression(after, true);
    if (!left || !right) return null;
    equations.push({
      left,
      right,
      text: `${expressionText(left)} = ${expressionText(right)}`,
      latex: `${expressionLatex(left)} = ${expressionLatex(right)}`,
    });
  }
  return equations.length > 0 ? equations : null;
}

export function lettersOf({ left, right }: Pick<Equation, "left" | "right">): string[] {
  const letters = new Set<string>();
  for (const side of [left, right]) for (const node of nodesOf(side)) if (node.type === "letter") letters.add(node.name);
  return [...letters].sort();
}

export const solveEquation: Solver = (question) => {
  const equations = readEquations(question);
  if (!equations) return null;
  const letters = new Set(equations.flatMap(lettersOf));
  const [first] = equations;
  if (!first) return null;
  if (equations.length > 1) return solveSystem(equations, [...letters].sort());
  if (letters.size === 0) return compareSides(first);
  const [unknown] = letters;
  if (letters.size > 1 || unknown === undefined) return tooManyUnknowns(first, [...letters].sort());
  return solveOne(first, unknown);
};

function solveOne(equation: Equation, unknown: string): Solution | null {
  const left = toQuotient(equation.left, unknown);
  const right = toQuotient(equation.right, unknown);
  if (!left || !right) {
    const why = `${equation.text} is not made of sums, products and quotients of ${unknown} with rational numbers only, so the methods for linear and quadratic equations do not reach it.`;
    return explained("Looking at the kind of equation", why, `$$${equation.latex}$$\n\n${why}`);
  }
  const polynomial = subtractPolynomials(
    multiplyPolynomials(left.top, right.bottom),
    multiplyPolynomials(right.top, left.bottom),
  );
  const bottom = multiplyPolynomials(left.bottom, right.bottom);
  const problem: Problem = { ...equation, unknown, polynomial, bottom };
  if (degreeOf(polynomial) <= 1) return solveLinear(problem, left, right);
  if (degreeOf(polynomial) === 2) return solveQuadratic(problem);
  const degree = degreeOf(polynomial);
  const why = `Brought to one side it is ${polynomialText(polynomial, unknown)} = 0, of degree ${degree}. Only degrees one and two are solved here.`;
  return explained("Finding the degree", why, `$$${equation.latex}$$\n\n${why}`);
}

function tooManyUnknowns(equation: Equation, letters: string[]): Solution {
  const why = `${equation.text} has ${letters.length} unknowns (${letters.join(", ")}). One equation does not settle more than one of them.`;
  return explained("Counting the unknowns", why, `${why} With as many equations as unknowns (up to two), they can be solved.`);
}

function compareSides(equation: Equation): Solution | null {
  const left = evaluate(equation.left).value;
  const right = evaluate(equation.right).value;
  if (left.kind === "near" || right.kind === "near") return null;
  const isTrue = valueText(left) === valueText(right);
  const why = `There is no unknown in it. The left side is ${valueText(left)}, the right side is ${valueText(right)}.`;
  return explained("Comparing both sides", why, `**${isTrue ? "True" : "False"}**: ${why}`, isTrue);
}

/** Puts a fraction into both sides as they were written. */
export function substitute(equation: Equation, values: Readonly<Record<string, Rational>>): Check {
  const letters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, exact(value)]));
  const named = Object.entries(letters)
    .map(([name, value]) => `${name} = ${valueText(value)}`)
    .join(", ");
  try {
    const left = evaluate(equation.left, [], letters).value;
    const right = evaluate(equation.right, [], letters).value;
    const isRight = rationalOf(left) !== null && valueText(left) === valueText(right) && left.kind === "exact";
    return {
      text: `Putting ${named} into ${equation.text}: the left side is ${valueText(left)}, the right side is ${valueText(right)}.`,
      isRight,
    };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { text: `Putting ${named} in: ${error.message}`, isRight: false };
  }
}
