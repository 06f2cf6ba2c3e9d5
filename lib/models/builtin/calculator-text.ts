/** Owns: an expression as a calculator reads it: plain signs, no letters but names of functions. */
import { isPercentChange } from "./evaluate.ts";
import type { Node } from "./expression.ts";
import { digitsOf } from "./number-text.ts";
import type { Rational } from "./rational.ts";

/** `needed` brackets what the usual order would read otherwise, `all` every operation. */
export type Brackets = "needed" | "all";

interface Written {
  text: string;
  /** How tightly it holds together: 1 a sum, 2 a product, 3 a power, 4 by itself. */
  rank: number;
}

export function calculatorText(node: Node, brackets: Brackets): string {
  return write(node, brackets).text;
}

function write(node: Node, brackets: Brackets): Written {
  const least = (child: Node, rank: number) => {
    const inner = write(child, brackets);
    return inner.rank < rank ? `(${inner.text})` : inner.text;
  };
  const bracketed = (text: string, rank: number): Written =>
    brackets === "all" ? { text: `(${text})`, rank: 4 } : { text, rank };
  switch (node.type) {
    case "number":
      return numberText(node.value, node.isFraction ? 0 : mostDecimals);
    case "pi":
      return { text: "pi", rank: 4 };
    case "letter":
      return { text: node.name, rank: 4 };
    case "negate":
      return { text: `-${least(node.of, 3)}`, rank: 1 };
    case "percent":
      return bracketed(`${least(node.of, 2)} / 100`, 2);
    case "root":
      return { text: `${node.index === 2n ? "sqrt" : "cbrt"}(${write(node.of, brackets).text})`, rank: 4 };
    case "absolute":
      return { text: `abs(${write(node.of, brackets).text})`, rank: 4 };
    case "factorial":
      return bracketed(`${least(node.of, 4)}!`, 3);
    case "binary": {
      if (isPercentChange(node)) return percentChange(node.operator, least(node.left, 2), least(node.right, 2), bracketed);
      if (node.operator === "mod") {
        return { text: `mod(${write(node.left, brackets).text}, ${write(node.right, brackets).text})`, rank: 4 };
      }
      if (node.operator === "^") return bracketed(`${least(node.left, 4)}^${least(node.right, 4)}`, 3);
      const rank = node.operator === "+" || node.operator === "-" ? 1 : 2;
      return bracketed(`${least(node.left, rank)} ${node.operator} ${least(node.right, rank + 1)}`, rank);
    }
    default:
      return node satisfies never;
  }
}

function percentChange(operator: string, of: string, part: string, bracketed: (text: string, rank: number) => Written): Written {
  return bracketed(`${of} * (1 ${operator} ${part})`, 2);
}

const mostDecimals = 60;

function numberText(value: Rational, most: number): Written {
  const digits = digitsOf(value, most);
  if (value.n < 0n) return { text: digits ?? `${value.n} / ${value.d}`, rank: 1 };
  return digits === null ? { text: `${value.n} / ${value.d}`, rank: 2 } : { text: digits, rank: 4 };
}
