/** Owns: asking the calculator for a sum, and reading what it says. */
import { z } from "zod";
import { calculatorText } from "./calculator-text.ts";
import type { Comparison, Errand } from "./checked-matter.ts";
import { scaleOf } from "./double.ts";
import { nodesOf } from "./expression.ts";
import { expressionText } from "./expression-text.ts";
import { plainly, quoted } from "./quoted.ts";
import { absolute, add, compare, multiply, type Rational, ratio, readRational, subtract, Trouble } from "./rational.ts";
import type { Sum } from "./solution.ts";
import { bounds, valueText } from "./value.ts";

/** The calculator takes no longer expressions. */
const mostCharacters = 2000;

/** Null for a sum that is too long to be asked. */
export function calculatorErrand(sum: Sum): Errand | null {
  const [expression, inBrackets] = [calculatorText(sum.tree, "needed"), calculatorText(sum.tree, "all")];
  if (expression.length > mostCharacters || inBrackets.length > mostCharacters) return null;
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

const resultShape = z.object({ exact: z.string().optional(), decimal: z.string(), isRounded: z.boolean() });

/** What rounded digits may be off by, of the greatest number on the way. */
const slip = ratio(1n, 10n ** 14n);

function compareWith(result: unknown, { tree, value: own }: Sum): Comparison {
  const { data } = resultShape.safeParse(result);
  const said = data?.exact ?? data?.decimal;
  if (data === undefined || said === undefined) return { kind: "unclear", said: otherwise(result) };
  const value = readNumber(said);
  if (value === null) return { kind: "unclear", said: otherwise(said) };
  const [low, high] = bounds(own);
  const isRounded = data.exact === undefined && data.isRounded;
  const scale = scaleOf(tree);
  const size = Number.isFinite(scale) ? ratio(BigInt(Math.ceil(scale))) : absolute(value);
  const off = isRounded ? multiply(add(size, absolute(value)), slip) : ratio(0n);
  const isWithin = compare(subtract(low, off), value) <= 0 && compare(value, add(high, off)) <= 0;
  return { kind: isWithin ? "agrees" : "differs", said: plainly(isRounded ? `≈ ${said}` : said) };
}

/** What was said, where it is no number. */
function otherwise(result: unknown): string {
  const text = typeof result === "string" ? result : JSON.stringify(result);
  return /\[… .* left out …\]/s.test(text) ? `a result that came shortened (${quoted(text)})` : quoted(text);
}

/** Null for what is no number, and for one that is longer than any own result. */
function readNumber(text: string): Rational | null {
  try {
    return readRational(text);
  } catch (error) {
    if (error instanceof Trouble) return null;
    throw error;
  }
}
