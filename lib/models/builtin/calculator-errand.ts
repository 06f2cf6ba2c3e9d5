/** Owns: asking the calculator for a sum, and reading what it says. */
import { z } from "zod";
import { calculatorText } from "./calculator-text.ts";
import type { Comparison, Errand } from "./checked-matter.ts";
import { scaleOf } from "./double.ts";
import { nodesOf } from "./expression.ts";
import { expressionText } from "./expression-text.ts";
import { quoted } from "./quoted.ts";
import { absolute, add, compare, divide, multiply, power, type Rational, ratio, readRational, subtract } from "./rational.ts";
import type { Sum } from "./solution.ts";
import { bounds, valueText } from "./value.ts";

export function calculatorErrand(sum: Sum): Errand {
  const [expression, inBrackets] = [calculatorText(sum.tree, "needed"), calculatorText(sum.tree, "all")];
  const operations = [...nodesOf(sum.tree)].filter(({ type }) => !["number", "pi", "letter", "negate"].includes(type)).length;
  const written = expressionText(sum.tree);
  const why =
    operations > 1
      ? `${written} takes ${operations} operations, and a slip in any of them would spoil the result. So the calculator is asked for \`${expression}\`.`
      : `${written} is for a calculator. It is asked for \`${expression}\`.`;
  return {
    tool: "the calculator",
    call: { name: "calculator", args: { expression } },
    why,
    again: { name: "calculator", args: { expression: inBrackets === expression ? `(${expression})` : inBrackets } },
    whyAgain: "It is asked again with brackets around every operation, so that nothing depends on their order.",
    own: valueText(sum.value),
    compare: (result) => compareWith(result, sum),
  };
}

const resultShape = z.looseObject({ exact: z.string().nullish(), decimal: z.string().nullish(), result: z.unknown().optional() });

function compareWith(result: unknown, sum: Sum): Comparison {
  const said = textsIn(result);
  const [best] = said;
  if (best === undefined) return { kind: "unclear", said: "nothing that is a number" };
  const known = said.map((text) => ({ text, value: readNumber(text) })).find(({ value }) => value !== null);
  if (!known?.value) return { kind: "unclear", said: quoted(best) };
  return { kind: isSame(known.text, known.value, sum) ? "agrees" : "differs", said: known.text };
}

/** What it may be read from, the exact form first. */
function textsIn(result: unknown): string[] {
  if (typeof result === "number") return [String(result)];
  if (typeof result === "string") return [result];
  const { data } = resultShape.safeParse(result);
  return [data?.exact, data?.result, data?.decimal].filter((text) => typeof text === "string");
}

function readNumber(text: string): Rational | null {
  return readRational(text.replaceAll("−", "-").replaceAll(/\s+/g, ""));
}

/** Decimals of so many digits may be rounded; shorter ones are taken at their word. */
const leastDigits = 10;
/** What machine decimals may be off by, of the greatest number on the way. */
const slip = ratio(1n, 10n ** 13n);

function isSame(text: string, value: Rational, { tree, value: own }: Sum): boolean {
  const [low, high] = bounds(own);
  if (compare(low, value) <= 0 && compare(value, high) <= 0) return true;
  const digits = text.replace(/e.*$/i, "").replaceAll(/^[-0.]+|[^\d]/g, "").length;
  if (text.includes("/") || !/[.e]/i.test(text) || digits < leastDigits) return false;
  const off = compare(value, low) < 0 ? subtract(low, value) : subtract(value, high);
  const scale = scaleOf(tree);
  const size = Number.isFinite(scale) ? ratio(BigInt(Math.ceil(scale))) : absolute(value);
  return compare(off, add(divide(lastPlace(text), ratio(2n)), multiply(size, slip))) <= 0;
}

/** What one more in its last digit is worth. */
function lastPlace(text: string): Rational {
  const [digits = "", exponent = "0"] = text.toLowerCase().split("e");
  const decimals = digits.split(".")[1]?.length ?? 0;
  return power(ratio(10n), BigInt(exponent) - BigInt(decimals));
}
