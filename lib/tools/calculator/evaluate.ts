/**
 * Owns: the value of an expression. Fractions are tried first, then numbers of 64 digits, then the machine's own, which know
 * every function. Nothing here is bounded in time or memory: it runs in a child process.
 */
import type { MathJsInstance } from "mathjs";
import { fractions, isExact } from "./exact.ts";
import { mathOf } from "./math.ts";
import { normalize, withoutExponents } from "./normalize.ts";
import type { CalculatorAnswer, CalculatorQuestion } from "./question.ts";
import { evaluateIn, scopeOf } from "./scope.ts";
import { tabulate } from "./tabulate.ts";
import { NoAnswer, writeValue } from "./write-value.ts";

/** Never throws. */
export function answer({ expression, variables, over }: CalculatorQuestion): CalculatorAnswer {
  const text = normalize(expression);
  const named = variables.map(([name, value]): [string, string] => [name, normalize(value)]);
  try {
    if (over) return tabulate(text, named, { ...over, from: normalize(over.from), to: normalize(over.to) });
    return inFractions(text, named) ?? inDigits(text, named);
  } catch (error) {
    return { kind: "refused", message: sentenceOf(error) };
  }
}

/** Null where it does not stay exact. */
function inFractions(expression: string, variables: [string, string][]): CalculatorAnswer | null {
  const math = fractions();
  try {
    const scope = new Map<string, unknown>();
    for (const [name, value] of variables) {
      const plain = withoutExponents(value);
      if (plain === null) return null;
      const tree = math.parse(plain);
      if (!isExact(tree, scope.keys())) return null;
      scope.set(name, evaluateIn(math, tree, scope));
    }
    const plain = withoutExponents(expression);
    if (plain === null) return null;
    const tree = math.parse(plain);
    if (!isExact(tree, scope.keys())) return null;
    const written = writeValue(math, evaluateIn(math, tree, scope), true);
    return isWhollyExact(written) ? written : null;
  } catch (error) {
    if (error instanceof Error && /division by zero/i.test(error.message)) throw new NoAnswer("Something is divided by zero.");
    // What fractions cannot do, digits may; what nobody can do is told by the last who tries.
    return null;
  }
}

/** A machine number among fractions is none of them. */
function isWhollyExact(written: CalculatorAnswer): boolean {
  const isFraction = (number: { exact: string | null; isRounded: boolean; decimal: string }) =>
    number.exact !== null || /e\+/.test(number.decimal);
  if (written.kind === "number") return isFraction(written);
  return written.kind !== "matrix" || written.rows.every((row) => row.every(isFraction));
}

function inDigits(expression: string, variables: [string, string][]): CalculatorAnswer {
  try {
    return evaluateWith(mathOf("digits"), expression, variables);
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    return evaluateWith(mathOf("machine"), expression, variables);
  }
}

function evaluateWith(math: MathJsInstance, expression: string, variables: [string, string][]): CalculatorAnswer {
  const value = evaluateIn(math, math.parse(expression), scopeOf(math, variables));
  return writeValue(math, hasAngles.test(expression) ? atAngle(math, value) : value, false);
}

const hasAngles = /\b(sin|cos|tan|cot|sec|csc)\b/;

/** What 64 digits of pi leave over where the true value is nothing, or has no bound. */
function atAngle(math: MathJsInstance, value: unknown): unknown {
  if (!math.isBigNumber(value)) return value;
  if (value.abs().lt(1e-50)) return math.bignumber(0);
  return value.abs().gt(1e30) ? math.bignumber(Number.POSITIVE_INFINITY) : value;
}

function sentenceOf(error: unknown): string {
  if (error instanceof NoAnswer) return error.message;
  if (error instanceof RangeError && /call stack/.test(error.message)) return "The expression calls itself without end.";
  return error instanceof Error ? `${error.message.slice(0, 500).replace(/\.$/, "")}.` : "The expression cannot be evaluated.";
}
