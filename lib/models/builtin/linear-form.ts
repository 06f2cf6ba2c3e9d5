/** Owns: an expression as a sum of multiples of its letters and a number. */
import { isPercentChange } from "./evaluate.ts";
import type { Node } from "./expression.ts";
import { add, divide, isZero, multiply, negate, type Rational, ratio, zero } from "./rational.ts";

export interface LinearForm {
  /** The coefficient of a letter; of `""` the number by itself. */
  of(name: string): Rational;
}

type Terms = ReadonlyMap<string, Rational>;

/** Null when the expression is not linear in its letters. */
export function linearForm(node: Node): LinearForm | null {
  const terms = termsOf(node);
  return terms && { of: (name) => terms.get(name) ?? zero };
}

const scale = (terms: Terms, by: Rational): Terms => new Map([...terms].map(([name, value]) => [name, multiply(value, by)]));

function constantOf(terms: Terms): Rational | null {
  for (const [name, value] of terms) if (name !== "" && !isZero(value)) return null;
  return terms.get("") ?? zero;
}

function termsOf(node: Node): Terms | null {
  if (node.type === "number") return new Map([["", node.value]]);
  if (node.type === "letter") return new Map([[node.name, ratio(1n)]]);
  if (node.type === "negate") {
    const inner = termsOf(node.of);
    return inner && scale(inner, negate(ratio(1n)));
  }
  if (node.type === "percent") {
    const inner = termsOf(node.of);
    return inner && scale(inner, ratio(1n, 100n));
  }
  if (node.type !== "binary" || isPercentChange(node)) return null;
  const left = termsOf(node.left);
  const right = termsOf(node.right);
  if (!left || !right) return null;
  if (node.operator === "+" || node.operator === "-") {
    const total = new Map(left);
    for (const [name, value] of right)
      total.set(name, add(total.get(name) ?? zero, node.operator === "+" ? value : negate(value)));
    return total;
  }
  const [known, other] = [constantOf(right), constantOf(left)];
  if (node.operator === "*") return known ? scale(left, known) : other ? scale(right, other) : null;
  if (node.operator === "/") return known ? scale(left, divide(ratio(1n), known)) : null;
  return null;
}
