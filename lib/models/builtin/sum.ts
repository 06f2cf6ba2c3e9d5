/** Owns: saying a solver's arithmetic as one expression. */
import { parseExpression } from "./expression.ts";
import { digitsOf, machineText } from "./number-text.ts";
import type { Rational } from "./rational.ts";
import type { Sum } from "./solution.ts";
import { exact } from "./value.ts";

/** sumOf(value)`${a} * ${b}`: `value` is what the solver found, by its own way. */
export function sumOf(value: Rational): (signs: TemplateStringsArray, ...numbers: Rational[]) => Sum {
  return (signs, ...numbers) => ({
    tree: parseExpression(signs.map((sign, index) => sign + written(numbers[index])).join("")),
    value: exact(value),
  });
}

const written = (value: Rational | undefined) => (value === undefined ? "" : `(${digitsOf(value) ?? machineText(value)})`);
