/** Owns: expressions of numbers: fractions, powers, roots, percent signs, and the form the result is asked in. */
import { agrees, asDouble, scaleOf } from "#lib/models/builtin/double.ts";
import { combine, evaluate, isPercentChange } from "#lib/models/builtin/evaluate.ts";
import { type Node, nodesOf, readExpression } from "#lib/models/builtin/expression.ts";
import { expressionLatex, expressionText } from "#lib/models/builtin/expression-text.ts";
import { exactDecimals, latexDecimal, latexFraction, machineText, plain, rounded } from "#lib/models/builtin/number-text.ts";
import { bare, normalise } from "#lib/models/builtin/question.ts";
import { absolute, equals, floor, isInteger, ratio, subtract, Trouble } from "#lib/models/builtin/rational.ts";
import { type Check, explained, type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { equalSurds } from "#lib/models/builtin/surd.ts";
import {
  addValues,
  bounds,
  decimalText,
  exact,
  negateValue,
  rationalOf,
  type Value,
  valueLatex,
  valueText,
} from "#lib/models/builtin/value.ts";
import { type Form, inForm, readForm } from "./arithmetic-form.ts";
import { spokenToSigns } from "./arithmetic-words.ts";

export const solveArithmetic: Solver = (question) => {
  const asked = readForm(
    bare(normalise(question))
      .toLowerCase()
      .replace(/\s*=\s*\??$/, ""),
  );
  if (/^\d{4}-\d{1,2}-\d{1,2}$|^\d{1,2}\/\d{1,2}\/\d{4}$|\b0x/.test(asked.text)) return null;
  const text = spokenToSigns(asked.text);
  const tree = readExpression(text);
  if (!tree || !/\d|pi/.test(text)) return null;
  const nodes = [...nodesOf(tree)];
  const isWorthIt = nodes.some((node) => node.type !== "number" && node.type !== "negate" && node.type !== "percent");
  if (!isWorthIt && asked.form.kind === "any" && !(tree.type === "number" && !isInteger(tree.value) && text.includes("/")))
    return null;
  if (nodes.some(isUnclear)) return null;
  return workOut(tree, asked.form);
};

/** `100 + 10% + 5%` may mean five percent of the hundred or of the sum. */
function isUnclear(node: Node): boolean {
  return (
    node.type === "binary" &&
    (node.operator === "+" || node.operator === "-") &&
    node.right.type === "percent" &&
    [...nodesOf(node.left)].some(isPercentChange)
  );
}

function workOut(tree: Node, form: Form): Solution {
  const steps: string[] = [];
  try {
    const { value } = evaluate(tree, steps);
    return tell(tree, value, steps, form);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    const done = steps.length > 0 ? ` Up to there it went well: ${steps.slice(-3).join("; ")}.` : "";
    return explained(
      "Where this stops",
      `The expression reads ${expressionText(tree)}.${done} Then comes a step that cannot be taken. ${error.message}`,
      `$$${expressionLatex(tree)}$$\n\nThis has no result here. ${error.message}`,
    );
  }
}

function tell(tree: Node, value: Value, steps: string[], form: Form): Solution {
  const written = expressionText(tree);
  const result = valueText(value);
  const equal = value.kind === "near" ? "" : "= ";
  const reduced = steps.length > 0 ? steps : [`${written} = ${result}`];
  const rational = rationalOf(value);
  const notes: string[] = [];
  if ([...nodesOf(tree)].some(isPercentChange)) notes.push("A percentage after + or − is taken of what stands before it.");
  if ([...nodesOf(tree)].some(isTightAfterDivision))
    notes.push("Division and multiplication are done from left to right, also without a sign.");
  const isMany = steps.length > 1;
  return toSolution({
    plan: [
      "Reading the expression",
      `The expression to work out is ${written}.`,
      isMany
        ? "Brackets come first, then powers and roots, then × and ÷ from left to right, then + and −. Fractions are kept exact until the end."
        : "This is a single operation, done exactly.",
      ...notes,
    ],
    work: ["Working it out step by step", ...narrated(reduced)],
    gist: `${written} ${equal}${result}${isMany ? `, in ${steps.length} steps, the last being ${steps.at(-1)}` : ""}.`,
    ...(rational && !isInteger(rational) && { more: ["Looking at the fraction", aboutFraction(rational)] }),
    checks: checksOf(tree, value),
    answer: [answerOf(tree, value, form), ...notes].join("\n\n"),
    value: rational ? machineText(rational) : { text: result, decimal: decimalText(value) },
    sum: { tree, value },
  });
}

/** The steps in the order of a person doing them. */
function narrated(steps: string[]): string[] {
  if (steps.length < 2) return steps;
  return steps.map(
    (step, i) => `${i === 0 ? "First" : i === steps.length - 1 ? "Finally" : i % 2 === 1 ? "Then" : "Next"}: ${step}`,
  );
}

function isTightAfterDivision(node: Node): boolean {
  return node.type === "binary" && node.isTight === true && node.left.type === "binary" && node.left.operator === "/";
}

function aboutFraction(value: { n: bigint; d: bigint }): string {
  const decimals = exactDecimals(value);
  const size = absolute(value);
  const mixed =
    size.n > size.d ? ` It is ${value.n < 0n ? "−" : ""}${floor(size)} and ${plain(subtract(size, ratio(floor(size))))}.` : "";
  return decimals === null
    ? `In lowest terms it is ${value.n}/${value.d}. The denominator has a prime factor other than 2 and 5 or is long, so no short decimal is exact: about ${rounded(value)}.${mixed}`
    : `As a fraction in lowest terms it is ${value.n}/${value.d}, which ${decimals} decimal places write exactly.${mixed}`;
}

function answerOf(tree: Node, value: Value, form: Form): string {
  const rational = rationalOf(value);
  if (rational && form.kind !== "any") return inForm(expressionLatex(tree), rational, form);
  const digits = rational && isInteger(rational) ? absolute(rational).n.toString() : "";
  if (digits.length > 30) {
    return `$$${expressionLatex(tree)}$$\n\nis a number of ${digits.length} digits:\n\n\`\`\`text\n${rational?.n}\n\`\`\``;
  }
  if (value.kind === "near") return `$$${expressionLatex(tree)} ${valueLatex(value)}$$`;
  const left = expressionLatex(tree);
  if (!rational) return `$$${left} = ${valueLatex(value)} \\approx ${latexDecimal(decimalText(value))}$$`;
  if (isInteger(rational)) return `$$${left} = ${valueLatex(value)}$$`;
  const fraction = latexFraction(rational);
  if (exactDecimals(rational) === null) {
    return `$$${left === fraction ? "" : `${left} = `}${fraction} \\approx ${latexDecimal(rounded(rational))}$$`;
  }
  const hasDecimals = [...nodesOf(tree)].some((node) => node.type === "number" && !isInteger(node.value));
  const between = hasDecimals || left === fraction ? "" : ` = ${fraction}`;
  return `$$${left}${between} = ${valueLatex(value)}$$`;
}

/** Equal, or enclosures that overlap. */
function same(a: Value, b: Value): boolean {
  if (a.kind === "exact" && b.kind === "exact") return equalSurds(a.surd, b.surd);
  const [low, high] = bounds(addValues(a, negateValue(b)));
  return low.n <= 0n && high.n >= 0n;
}

function checksOf(tree: Node, value: Value): Check[] {
  const checks: Check[] = [];
  const backwards = inverse(tree, value);
  if (backwards) checks.push(backwards);
  const decimal = asDouble(tree);
  if (Number.isFinite(decimal) && Math.abs(decimal) < 1e300) {
    const isRight = agrees(decimal, value, scaleOf(tree));
    checks.push({
      text: `Worked out again in plain decimals instead of exact fractions: ${Number(decimal.toPrecision(12))}, which ${isRight ? "agrees" : "does not agree"} with ${valueText(value)}.`,
      isRight,
    });
  }
  return checks;
}

/** Undoes the last operation and compares with what went into it. */
function inverse(tree: Node, value: Value): Check | null {
  if (tree.type === "root") {
    const inner = evaluate(tree.of).value;
    const back = combine("^", value, exact(ratio(tree.index)));
    return {
      text: `Backwards: (${valueText(value)})^${tree.index} gives ${valueText(inner)} again.`,
      isRight: same(back, inner),
    };
  }
  if (tree.type !== "binary" || isPercentChange(tree)) return null;
  const left = evaluate(tree.left).value;
  const right = evaluate(tree.right).value;
  const say = (operation: string, back: Value): Check => ({
    text: `Backwards: ${valueText(value)} ${operation} ${valueText(right)} gives ${valueText(back)}${same(back, left) ? `, which is the ${valueText(left)} it started from.` : `, but it started from ${valueText(left)}.`}`,
    isRight: same(back, left),
  });
  const zeroRight = rationalOf(right);
  if (tree.operator === "+") return say("−", combine("-", value, right));
  if (tree.operator === "-") return say("+", combine("+", value, right));
  if (tree.operator === "/") return say("×", combine("*", value, right));
  if (tree.operator === "*" && !(zeroRight && equals(zeroRight, ratio(0n)))) {
    const [low, high] = bounds(right);
    return low.n <= 0n && high.n >= 0n ? null : say("÷", combine("/", value, right));
  }
  return null;
}
