/** Owns: a second, unrelated way to work an expression out: machine decimals instead of exact fractions. */
import { isPercentChange } from "./evaluate.ts";
import type { Node } from "./expression.ts";
import { toNumber } from "./rational.ts";
import { toDouble, type Value } from "./value.ts";

/** The value to about 15 digits; NaN or infinite where decimals cannot follow. */
export function asDouble(node: Node, letters: Readonly<Record<string, number>> = {}): number {
  switch (node.type) {
    case "number":
      return toNumber(node.value);
    case "pi":
      return Math.PI;
    case "letter":
      return letters[node.name] ?? Number.NaN;
    case "negate":
      return -asDouble(node.of, letters);
    case "percent":
      return asDouble(node.of, letters) / 100;
    case "root":
      return node.index === 2n ? Math.sqrt(asDouble(node.of, letters)) : Math.cbrt(asDouble(node.of, letters));
    case "absolute":
      return Math.abs(asDouble(node.of, letters));
    case "factorial": {
      let product = 1;
      for (let i = 2; i <= asDouble(node.of, letters); i += 1) product *= i;
      return product;
    }
    case "binary": {
      const left = asDouble(node.left, letters);
      const right = asDouble(node.right, letters);
      if (isPercentChange(node)) return node.operator === "+" ? left * (1 + right) : left * (1 - right);
      if (node.operator === "+") return left + right;
      if (node.operator === "-") return left - right;
      if (node.operator === "*") return left * right;
      if (node.operator === "/") return left / right;
      if (node.operator === "^") return left ** right;
      return left - right * Math.floor(left / right);
    }
    default:
      return node satisfies never;
  }
}

/** Whether a decimal and an exact value agree to nine digits, `scale` being the size of the numbers on the way. */
export function agrees(decimal: number, value: Value, scale = 1): boolean {
  const size = toDouble(value);
  return Math.abs(decimal - size) <= 1e-9 * Math.max(Math.abs(decimal), Math.abs(size), Number.isFinite(scale) ? scale : 1);
}

/** The greatest size among the parts of an expression: what rounding errors are measured against. */
export function scaleOf(node: Node): number {
  const own = Math.abs(asDouble(node));
  if (node.type === "binary") return Math.max(own, scaleOf(node.left), scaleOf(node.right));
  return "of" in node ? Math.max(own, scaleOf(node.of)) : own;
}
