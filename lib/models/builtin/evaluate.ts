/** Owns: what an expression tree is worth, with a line for every operation done. */
import type { Node, Operator } from "./expression.ts";
import { exactDecimals, plain } from "./number-text.ts";
import { divide, floor, gcd, multiply, one, type Rational, ratio, subtract, Trouble } from "./rational.ts";
import {
  addValues,
  bounds,
  divideValues,
  exact,
  multiplyValues,
  negateValue,
  pi,
  powerValue,
  rationalOf,
  rootValue,
  type Value,
  valueText,
} from "./value.ts";

export interface Evaluation {
  value: Value;
  /** `3 × 4 = 12`, in the order in which they were done. */
  steps: string[];
}

const signs: Record<Operator, string> = { "+": "+", "-": "−", "*": "×", "/": "÷", "^": "^", mod: "mod" };

function inBrackets(value: Value): string {
  const text = valueText(value);
  return /^[−≈]|[ ]/.test(text) || text.includes("/") ? `(${text})` : text;
}

/** Throws Trouble with a sentence when there is no value; `steps` then holds what was done before. */
export function evaluate(node: Node, steps: string[] = [], letters: Readonly<Record<string, Value>> = {}): Evaluation {
  const value = worth(node);
  return { value, steps };

  function note(text: string, result: Value): Value {
    const written = valueText(result);
    if (text.endsWith(` = ${written}`)) steps.push(text);
    else steps.push(written.startsWith("≈") ? `${text} ${written}` : `${text} = ${written}`);
    return result;
  }

  function worth(node: Node): Value {
    switch (node.type) {
      case "number":
        return exact(node.value);
      case "pi":
        return pi;
      case "letter": {
        const known = letters[node.name];
        if (!known) throw new Trouble(`There is no value for ${node.name}.`);
        return known;
      }
      case "negate":
        return negateValue(worth(node.of));
      case "percent":
        return divideValues(worth(node.of), exact(ratio(100n)));
      case "root": {
        const inner = worth(node.of);
        return note(`${node.index === 2n ? "√" : "∛"}${inBrackets(inner)}`, rootValue(inner, node.index));
      }
      case "absolute": {
        const inner = worth(node.of);
        const [low, high] = bounds(inner);
        if (low.n < 0n && high.n > 0n) throw new Trouble("The sign of that value is too close to call.");
        return note(`|${valueText(inner)}|`, high.n <= 0n ? negateValue(inner) : inner);
      }
      case "factorial": {
        const inner = rationalOf(worth(node.of));
        return note(`${inner ? inBrackets(exact(inner)) : "…"}!`, exact(factorial(inner)));
      }
      case "binary": {
        const left = worth(node.left);
        const right = worth(node.right);
        if (isPercentChange(node)) {
          const change = node.operator === "+" ? right : negateValue(right);
          const factor = addValues(exact(one), change);
          return note(`${inBrackets(left)} × ${inBrackets(factor)}`, multiplyValues(left, factor));
        }
        const { operator } = node;
        const between = operator === "^" || operator === "mod" ? "" : unreduced(operator, rationalOf(left), rationalOf(right));
        if (between !== "") return note(between, combine(operator, left, right));
        return note(`${inBrackets(left)} ${signs[operator]} ${inBrackets(right)}`, combine(operator, left, right));
      }
      default:
        return node satisfies never;
    }
  }
}

/** `3/4 + 5/6 = 9/12 + 10/12`: fractions over one denominator, or multiplied out, before they are reduced; else empty. */
function unreduced(operator: "+" | "-" | "*" | "/", a: Rational | null, b: Rational | null): string {
  const isShort = (value: Rational) => value.d === 1n || exactDecimals(value) !== null;
  if (!a || !b || b.n === 0n || (isShort(a) && isShort(b)) || (operator === "/" && a.d === 1n && b.d === 1n)) return "";
  const over = (top: bigint, bottom: bigint) => {
    const text = bottom === 1n ? whole(top) : `${whole(top)}/${whole(bottom)}`;
    return top < 0n ? `(${text})` : text;
  };
  const isProduct = operator === "*" || operator === "/";
  const right =
    operator === "/" || (isProduct && b.d !== 1n && b.n >= 0n)
      ? `(${over(b.n, b.d)})`.replace("((", "(").replace("))", ")")
      : over(b.n, b.d);
  const left = isProduct && a.d !== 1n && a.n >= 0n ? `(${over(a.n, a.d)})` : over(a.n, a.d);
  const start = `${left} ${signs[operator]} ${right}`;
  if (isProduct) {
    const [top, bottom] = operator === "*" ? [b.n, b.d] : [b.d * (b.n < 0n ? -1n : 1n), b.n < 0n ? -b.n : b.n];
    return `${start} = ${over(a.n * top, a.d * bottom).replace(/^\((.*)\)$/, "$1")}`;
  }
  if (a.d === b.d) return start;
  const shared = (a.d / gcd(a.d, b.d)) * b.d;
  return `${start} = ${over(a.n * (shared / a.d), shared)} ${signs[operator]} ${over(b.n * (shared / b.d), shared)}`;
}

const whole = (value: bigint) => plain(ratio(value));

/** `200 + 10%` means ten percent of the 200, as every shop reads it. */
export function isPercentChange(node: Node): boolean {
  return (
    node.type === "binary" &&
    (node.operator === "+" || node.operator === "-") &&
    node.right.type === "percent" &&
    node.left.type !== "percent" &&
    !isPercentChange(node.left)
  );
}

export function combine(operator: Operator, left: Value, right: Value): Value {
  switch (operator) {
    case "+":
      return addValues(left, right);
    case "-":
      return addValues(left, negateValue(right));
    case "*":
      return multiplyValues(left, right);
    case "/":
      return divideValues(left, right);
    case "^":
      return powerValue(left, right);
    case "mod": {
      const [a, b] = [rationalOf(left), rationalOf(right)];
      if (!a || !b || b.n <= 0n) throw new Trouble("A remainder is worked out only for a positive divisor without roots.");
      return exact(subtract(a, multiply(b, ratio(floor(divide(a, b))))));
    }
    default:
      return operator satisfies never;
  }
}

function factorial(value: Rational | null): Rational {
  if (value?.d !== 1n || value.n < 0n) throw new Trouble("A factorial is defined here for whole numbers from 0 on.");
  if (value.n > 500n) throw new Trouble("Factorials above 500! are not worked out here.");
  let product = 1n;
  for (let i = 2n; i <= value.n; i += 1n) product *= i;
  return ratio(product);
}
