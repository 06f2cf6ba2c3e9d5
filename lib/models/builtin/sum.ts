/** Owns: saying a solver's arithmetic as one expression. */
import { parseExpression } from "./expression.ts";
import { digitsOf, machineText } from "./number-text.ts";
import type { Rational } from "./rational.ts";
import type { Sum } from "./solution.ts";
import { exact } from "./value.ts";

/** sumOf(value)`${a} * ${b}`: `value` is what the solver found, by its own way. */
export function sumOf(value: Rational): (signs: TemplateStringsArray, ...numbers: Rational[]) => Sum {
  return (signs, ...numbers) =>
    sumFrom(
      value,
      signs
        .map(
          (sign, index) =>
            sign +
            numbers
              .slice(index, index + 1)
              .map(inSum)
              .join(""),
        )
        .join(""),
    );
}

/** As `sumOf`, of an expression whose numbers are written with `inSum`. */
export function sumFrom(value: Rational, expression: string): Sum {
  return { tree: parseExpression(expression), value: exact(value) };
}

export const inSum = (value: Rational) => `(${digitsOf(value) ?? machineText(value)})`;
