/** Owns: expressions in one unknown as quotients of polynomials. Coefficients stand by rising degree, the last not zero; [] is 0. */
import { isPercentChange } from "./evaluate.ts";
import type { Node } from "./expression.ts";
import { plain } from "./number-text.ts";
import { absolute, add, divide, isZero, multiply, negate, one, type Rational, ratio, Trouble, zero } from "./rational.ts";
import { exact, rationalOf, rootValue } from "./value.ts";

export type Polynomial = readonly Rational[];

export interface Quotient {
  top: Polynomial;
  bottom: Polynomial;
}

const mostDegree = 12;

function trim(coefficients: Rational[]): Polynomial {
  while (coefficients.length > 0 && isZero(coefficients.at(-1) ?? zero)) coefficients.pop();
  if (coefficients.length > mostDegree + 1) throw new Trouble("Powers of the unknown above the 12th are not worked with here.");
  return coefficients;
}

export const coefficient = (of: Polynomial, degree: number) => of[degree] ?? zero;
export const degreeOf = (of: Polynomial) => of.length - 1;

export function addPolynomials(a: Polynomial, b: Polynomial): Polynomial {
  return trim(Array.from({ length: Math.max(a.length, b.length) }, (_, i) => add(coefficient(a, i), coefficient(b, i))));
}

export const negatePolynomial = (a: Polynomial): Polynomial => a.map(negate);
export const subtractPolynomials = (a: Polynomial, b: Polynomial) => addPolynomials(a, negatePolynomial(b));

export function multiplyPolynomials(a: Polynomial, b: Polynomial): Polynomial {
  if (a.length === 0 || b.length === 0) return [];
  const product: Rational[] = Array.from({ length: a.length + b.length - 1 }, () => zero);
  for (const [i, x] of a.entries())
    for (const [j, y] of b.entries()) product[i + j] = add(product[i + j] ?? zero, multiply(x, y));
  return trim(product);
}

export function valueAt(of: Polynomial, at: Rational): Rational {
  return of.reduceRight((total, next) => add(multiply(total, at), next), zero);
}

const constant = (value: Rational): Polynomial => (isZero(value) ? [] : [value]);
const over1 = (top: Polynomial): Quotient => ({ top, bottom: [one] });

/** Null for what is no quotient of polynomials with rational coefficients. Throws Trouble for a zero denominator. */
export function toQuotient(node: Node, unknown: string): Quotient | null {
  switch (node.type) {
    case "number":
      return over1(constant(node.value));
    case "letter":
      return node.name === unknown ? over1([zero, one]) : null;
    case "negate": {
      const inner = toQuotient(node.of, unknown);
      return inner && { ...inner, top: negatePolynomial(inner.top) };
    }
    case "percent": {
      const inner = toQuotient(node.of, unknown);
      return inner && { ...inner, bottom: multiplyPolynomials(inner.bottom, [ratio(100n)]) };
    }
    case "root": {
      const inner = toQuotient(node.of, unknown);
      const known = inner && constantOf(inner);
      if (!known || (known.n < 0n && node.index === 2n)) return null;
      const root = rationalOf(rootValue(exact(known), node.index));
      return root && over1(constant(root));
    }
    case "pi":
    case "absolute":
    case "factorial":
      return null;
    case "binary": {
      if (isPercentChange(node)) return null;
      const left = toQuotient(node.left, unknown);
      const right = toQuotient(node.right, unknown);
      return left && right && combine(node.operator, left, right);
    }
    default:
      return node satisfies never;
  }
}

function combine(operator: string, left: Quotient, right: Quotient): Quotient | null {
  switch (operator) {
    case "+":
    case "-": {
      const signed = operator === "+" ? right.top : negatePolynomial(right.top);
      return simplify({
        top: addPolynomials(multiplyPolynomials(left.top, right.bottom), multiplyPolynomials(signed, left.bottom)),
        bottom: multiplyPolynomials(left.bottom, right.bottom),
      });
    }
    case "*":
      return simplify({
        top: multiplyPolynomials(left.top, right.top),
        bottom: multiplyPolynomials(left.bottom, right.bottom),
      });
    case "/":
      if (right.top.length === 0) throw new Trouble("The equation divides by zero, so it says nothing about the unknown.");
      return simplify({
        top: multiplyPolynomials(left.top, right.bottom),
        bottom: multiplyPolynomials(left.bottom, right.top),
      });
    case "^": {
      const to = constantOf(right);
      if (to?.d !== 1n || to.n < 0n || to.n > BigInt(mostDegree)) return null;
      if (to.n === 0n && left.top.length !== 1) return null;
      let result = over1([one]);
      for (let i = 0n; i < to.n; i += 1n) {
        result = { top: multiplyPolynomials(result.top, left.top), bottom: multiplyPolynomials(result.bottom, left.bottom) };
      }
      return simplify(result);
    }
    default:
      return null;
  }
}

/** A constant denominator is divided away. */
function simplify({ top, bottom }: Quotient): Quotient {
  const [below] = bottom;
  if (bottom.length !== 1 || !below) return { top, bottom };
  return { top: top.map((value) => divide(value, below)), bottom: [one] };
}

export function constantOf({ top, bottom }: Quotient): Rational | null {
  const [below] = bottom;
  return top.length < 2 && bottom.length === 1 && below ? divide(coefficient(top, 0), below) : null;
}

/** `2x² − 4x − 3`. */
export function polynomialText(
  of: Polynomial,
  unknown: string,
  write = plain,
  sup: (degree: number) => string = superscript,
): string {
  const terms: string[] = [];
  for (let degree = of.length - 1; degree >= 0; degree -= 1) {
    const value = coefficient(of, degree);
    if (isZero(value)) continue;
    const size = absolute(value);
    const isOne = size.n === 1n && size.d === 1n;
    const written = write(size);
    const number = degree > 0 && isOne ? "" : degree > 0 && written.includes("/") ? `(${written})` : written;
    const letter = degree === 0 ? "" : degree === 1 ? unknown : `${unknown}${sup(degree)}`;
    const sign = value.n < 0n ? "−" : "+";
    terms.push(terms.length === 0 ? `${sign === "−" ? "−" : ""}${number}${letter}` : `${sign} ${number}${letter}`);
  }
  return terms.join(" ") || "0";
}

function superscript(degree: number): string {
  return [...String(degree)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");
}
