/** Owns: the values of an expression over a range of one variable. */
import type { MathJsInstance } from "mathjs";
import { mathOf } from "./math.ts";
import type { CalculatorAnswer, CalculatorQuestion } from "./question.ts";
import { evaluateIn, scopeOf } from "./scope.ts";
import { machineDigits, NoAnswer } from "./write-value.ts";

/** Throws NoAnswer, and what the library throws. */
export function tabulate(
  expression: string,
  variables: [string, string][],
  over: NonNullable<CalculatorQuestion["over"]>,
): CalculatorAnswer {
  try {
    return tabulateWith(mathOf("digits"), expression, variables, over);
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    return tabulateWith(mathOf("machine"), expression, variables, over);
  }
}

function tabulateWith(
  math: MathJsInstance,
  expression: string,
  variables: [string, string][],
  { variable, from, to, steps }: NonNullable<CalculatorQuestion["over"]>,
): CalculatorAnswer {
  const scope = scopeOf(math, variables);
  const end = (text: string) =>
    math.bignumber(String(realOf(math, evaluateIn(math, math.parse(text), scope), "An end of the range")));
  const first = end(from);
  const range = end(to).sub(first);
  if (range.isZero()) throw new NoAnswer("The range ends where it begins.");
  const isDigits = math === mathOf("digits");
  const tree = math.parse(expression);
  const points: { x: number; y: number }[] = [];
  const missing: string[] = [];
  for (let index = 0; index <= steps; index++) {
    const at = first.add(range.mul(index).div(steps));
    const x = Number(at.toPrecision(machineDigits));
    scope.set(variable, isDigits ? at : x);
    try {
      const y = Number(realOf(math, evaluateIn(math, tree, scope), `At ${variable} = ${x} the value`));
      points.push({ x, y: Number(y.toPrecision(machineDigits)) });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      missing.push(error.message);
    }
  }
  const [why] = missing;
  if (points.length === 0 && why !== undefined) throw new NoAnswer(why);
  return { kind: "series", points, leftOut: why === undefined ? null : { count: missing.length, why } };
}

/** Throws NoAnswer for what is not one real, finite number. */
function realOf(math: MathJsInstance, value: unknown, what: string): number | { toString(): string } {
  if (math.isBigNumber(value) && value.isFinite()) return value;
  if (math.isFraction(value)) return value.valueOf();
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const isEndless = typeof value === "number" || math.isBigNumber(value);
  throw new NoAnswer(`${what} is ${isEndless ? "not finite" : `no real number (${math.typeOf(value)})`}.`);
}
