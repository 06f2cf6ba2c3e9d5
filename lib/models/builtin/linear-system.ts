/** Owns: small systems of linear equations, solved by putting one into the other, with a line for every step. */
import { plain } from "./number-text.ts";
import { absolute, add, divide, equals, isZero, multiply, negate, one, type Rational, zero } from "./rational.ts";

/** `Σ coefficient · name + constant = 0`. */
export interface LinearEquation {
  terms: ReadonlyMap<string, Rational>;
  constant: Rational;
}

export interface SystemResult {
  /** Null when no values or more than one set of values fit. */
  values: ReadonlyMap<string, Rational> | null;
  steps: string[];
}

/** Takes `by` times the other equation away, dropping what becomes zero. */
function combine(equation: LinearEquation, other: LinearEquation, by: Rational): LinearEquation {
  const terms = new Map(equation.terms);
  for (const [name, value] of other.terms) {
    const next = add(terms.get(name) ?? zero, multiply(value, by));
    if (isZero(next)) terms.delete(name);
    else terms.set(name, next);
  }
  return { terms, constant: add(equation.constant, multiply(other.constant, by)) };
}

/** Values with which every equation holds. */
export function solveSystemOf(equations: readonly LinearEquation[], names: readonly string[]): SystemResult {
  const steps: string[] = [];
  const open = [...equations];
  const solved: { name: string; equation: LinearEquation }[] = [];
  while (open.length > 0) {
    open.sort((a, b) => a.terms.size - b.terms.size);
    const equation = open.shift();
    if (!equation) break;
    const [first] = equation.terms;
    if (!first) {
      if (isZero(equation.constant)) continue;
      return { values: null, steps: [...steps, `This leaves ${plain(equation.constant)} = 0, which is false.`] };
    }
    const [name, factor] = first;
    steps.push(solvedText(name, equation));
    for (const [i, other] of open.entries()) {
      const value = other.terms.get(name);
      if (value) open[i] = combine(other, equation, negate(divide(value, factor)));
    }
    solved.push({ name, equation });
  }
  const values = new Map<string, Rational>();
  for (const { name, equation } of solved.reverse()) {
    let total = equation.constant;
    for (const [other, value] of equation.terms) {
      if (other === name) continue;
      const known = values.get(other);
      if (!known) return { values: null, steps };
      total = add(total, multiply(value, known));
    }
    const result = negate(divide(total, equation.terms.get(name) ?? one));
    if (equation.terms.size > 1) steps.push(`Putting the known values back: ${name} = ${plain(result)}`);
    values.set(name, result);
  }
  return { values: names.every((name) => values.has(name)) ? values : null, steps };
}

function product(value: Rational, name: string): string {
  const size = absolute(value);
  return equals(size, one) ? name : `${plain(size).includes("/") ? `(${plain(size)})` : plain(size)} × ${name}`;
}

/** `Anna = 3 × Ben + 4`. */
function solvedText(name: string, { terms, constant }: LinearEquation): string {
  const factor = terms.get(name) ?? one;
  const rest = [...terms]
    .filter(([other]) => other !== name)
    .map(([other, value]) => [other, negate(divide(value, factor))] as const);
  const number = negate(divide(constant, factor));
  const pieces = rest.map(([other, value]) => ({ sign: value.n < 0n ? "−" : "+", text: product(value, other) }));
  if (!isZero(number) || pieces.length === 0) pieces.push({ sign: number.n < 0n ? "−" : "+", text: plain(absolute(number)) });
  pieces.sort((a, b) => Number(a.sign === "−") - Number(b.sign === "−"));
  return `${name} = ${pieces.map(({ sign, text }, i) => (i === 0 ? (sign === "−" ? `−${text}` : text) : ` ${sign} ${text}`)).join("")}`;
}

/** `Anna + Ben = 48`, as it was stated. */
export function equationText({ terms, constant }: LinearEquation): string {
  const positive = [...terms].filter(([, value]) => value.n > 0n).map(([name, value]) => product(value, name));
  const negative = [...terms].filter(([, value]) => value.n < 0n).map(([name, value]) => product(value, name));
  const left = positive.join(" + ") || "0";
  const right = [...negative];
  const number = negate(constant);
  const text = right.join(" + ");
  if (isZero(number) && right.length > 0) return `${left} = ${text}`;
  return `${left} = ${text}${text ? (number.n < 0n ? " − " : " + ") : number.n < 0n ? "−" : ""}${plain(absolute(number))}`;
}

export function holds(equation: LinearEquation, values: ReadonlyMap<string, Rational>): boolean {
  let total = equation.constant;
  for (const [name, value] of equation.terms) total = add(total, multiply(value, values.get(name) ?? zero));
  return isZero(total);
}
