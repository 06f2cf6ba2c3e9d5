/** Owns: two linear equations in two unknowns. */
import { nodesOf } from "#lib/models/builtin/expression.ts";
import { linearForm } from "#lib/models/builtin/linear-form.ts";
import { latex, machineText, operand, plain, plainBoth } from "#lib/models/builtin/number-text.ts";
import { add, divide, equals, isZero, multiply, negate, type Rational, subtract } from "#lib/models/builtin/rational.ts";
import { explained, type Solution, toSolution } from "#lib/models/builtin/solution.ts";
import { type Equation, substitute } from "./equation.ts";

/** `a·first + b·second = c`. */
type Line = [a: Rational, b: Rational, c: Rational];

export function solveSystem(equations: Equation[], letters: string[]): Solution | null {
  const [one, other] = equations;
  const [x, y] = letters;
  if (equations.length !== 2 || letters.length !== 2 || !one || !other || x === undefined || y === undefined) {
    const why = `There are ${equations.length} equations with ${letters.length} unknowns (${letters.join(", ")}). Only two linear equations in two unknowns are solved together here.`;
    return explained("Counting equations and unknowns", why, why);
  }
  const lines = [one, other].map((equation) => lineOf(equation, x, y));
  const [first, second] = lines;
  if (!first || !second) {
    const hasProduct = [one, other].some((equation) => [...nodesOf(equation.left)].length > 1);
    const why = "At least one of the two equations is not linear in both unknowns, so elimination does not reach it.";
    return hasProduct ? explained("Looking at the two equations", `${one.text}; ${other.text}. ${why}`, why) : null;
  }
  const text = (line: Line) => lineText(line, x, y);
  const [a, b, c] = first;
  const [d, e, f] = second;
  const determinant = subtract(multiply(a, e), multiply(b, d));
  if (isZero(determinant)) {
    const isSame = isZero(subtract(multiply(a, f), multiply(c, d))) && isZero(subtract(multiply(b, f), multiply(c, e)));
    const isVoid = [first, second].some((line) => isZero(line[0]) && isZero(line[1]) && !isZero(line[2]));
    const hasMany = isSame && !isVoid;
    const why = hasMany
      ? "One equation is a multiple of the other, so both say the same."
      : "The left sides are multiples of each other but the right sides do not fit, so they contradict each other.";
    return explained(
      "Comparing the two equations",
      `${text(first)}; ${text(second)}. ${why}`,
      `**${hasMany ? "Infinitely many solutions" : "No solution"}.** ${why}`,
      hasMany ? "all" : [],
    );
  }
  const valueX = divide(subtract(multiply(c, e), multiply(b, f)), determinant);
  const valueY = divide(subtract(multiply(a, f), multiply(c, d)), determinant);
  const crossed = subtract(multiply(a, e), multiply(d, b));
  const right = subtract(multiply(c, e), multiply(f, b));
  const again = isZero(b) ? divide(subtract(f, multiply(d, valueX)), e) : divide(subtract(c, multiply(a, valueX)), b);
  const checks = [substitute(one, { [x]: valueX, [y]: valueY }), substitute(other, { [x]: valueX, [y]: valueY })];
  return toSolution({
    plan: [
      "Reading the two equations",
      `${one.text} and ${other.text}, with ${x} and ${y} unknown.`,
      `Both are linear, so one unknown can be eliminated: ${y} first.`,
    ],
    work: [
      `Eliminating ${y}`,
      `In order: ${text(first)} and ${text(second)}`,
      `The first times ${operand(e)} minus the second times ${operand(b)}: ${operand(crossed)}${x} = ${plain(right)}`,
      `${x} = ${plain(right)} ÷ ${operand(crossed)} = ${plainBoth(valueX)}`,
      `Put back into ${isZero(b) ? text(second) : text(first)}: ${y} = ${plainBoth(again)}`,
    ],
    gist: `Eliminating ${y} from ${text(first)} and ${text(second)} gives ${x} = ${plain(valueX)} and ${y} = ${plain(valueY)}.`,
    checks: [
      { text: checks.map((check) => check.text).join("\n\n"), isRight: checks.every((check) => check.isRight) },
      {
        text: `By determinants, ${y} = ${plain(valueY)}; by putting ${x} back in, ${y} = ${plain(again)}.`,
        isRight: equals(valueY, again),
      },
    ],
    answer: `$$${x} = ${latex(valueX)}, \\quad ${y} = ${latex(valueY)}$$`,
    value: { [x]: machineText(valueX), [y]: machineText(valueY) },
  });
}

function lineOf(equation: Equation, x: string, y: string): Line | null {
  const left = linearForm(equation.left);
  const right = linearForm(equation.right);
  if (!left || !right) return null;
  const of = (name: string) => subtract(left.of(name), right.of(name));
  return [of(x), of(y), negate(of(""))];
}

function lineText([a, b, c]: Line, x: string, y: string): string {
  const term = (value: Rational, letter: string) => {
    const size = value.n < 0n ? negate(value) : value;
    const number = equals(size, add(subtract(size, size), { n: 1n, d: 1n }))
      ? ""
      : plain(size).includes("/")
        ? `(${plain(size)})`
        : plain(size);
    return { sign: value.n < 0n ? "−" : "+", text: number + letter, isZero: isZero(value) };
  };
  const terms = [term(a, x), term(b, y)].filter((part) => !part.isZero);
  const written = terms.map((part, i) => (i === 0 ? (part.sign === "−" ? "−" : "") : ` ${part.sign} `) + part.text).join("");
  return `${written || "0"} = ${plain(c)}`;
}
