/** Owns: the tool that calculates: exactly where that is possible, with 20 digits where it is not. */
import { z } from "zod";
import type { CalculatorAnswer, CalculatorQuestion } from "./calculator/question.ts";
import { resultOf, shownOf } from "./calculator/show-answer.ts";
import { askChild } from "./child/ask-child.ts";
import type { ChildKind } from "./child/start-child.ts";
import { defineTool } from "./schema.ts";
import { shortenText } from "./shorten.ts";
import { type ToolContext, ToolFailure, type ToolOutput } from "./tool.ts";

const value = z.union([z.number(), z.string().min(1).max(500)]);

const input = z.strictObject({
  expression: z
    .string()
    .min(1)
    .max(2000)
    .describe("For example: 2/3 + 1/6, 30!, sqrt(2)^3, 60 mph to km/hour, inv([[1, 2], [3, 4]]), (1 + 2i)^3, sum([1, 2, 3])"),
  variables: z.record(z.string(), value).optional().describe("Values of names in the expression, numbers or expressions"),
  over: z
    .strictObject({
      variable: z.string().describe("A name in the expression"),
      from: value,
      to: value,
      steps: z.int().min(1).max(500).default(50).describe("Number of intervals"),
    })
    .optional()
    .describe("To tabulate or plot the expression over a range of one variable"),
});

type CalculatorInput = z.infer<typeof input>;

const child: ChildKind = {
  file: "calculator/calculator-child.ts",
  memoryMb: 256,
  answerMs: 5000,
  keepMs: 120_000,
};

export const calculator = defineTool<CalculatorInput>({
  name: "calculator",
  title: "Calculator",
  purpose: "Calculates exactly: fractions, powers, units, matrices, complex numbers.",
  description:
    "Evaluates a mathematical expression. Whole numbers and fractions are exact; other results have 20 digits. Knows units (5 km/hour to m/s), matrices (det, inv, transpose, *), complex numbers (i), statistics (mean, median, std), combinations, derivative('x^2', 'x') and simplify('x + x'). Angles are in radians; write 60 deg for degrees. With `over` it gives the values over a range, as a chart for the person. Use it for every calculation beyond the trivial.",
  input,
  effect: "read-only",
  timeoutMs: 15_000,
  say: sayCalculation,
  run,
});

function sayCalculation({ expression, over }: CalculatorInput): string {
  const written = expression
    .replace(/\s+/g, " ")
    .replace(/(?<![.*])\s*\*\s*(?![*])/g, " × ")
    .trim();
  const range = over ? ` for ${over.variable} from ${over.from} to ${over.to}` : "";
  return shortenText(written, 300) + range;
}

async function run(given: CalculatorInput, { signal }: ToolContext): Promise<ToolOutput> {
  const outcome = await askChild(child, questionOf(given), signal);
  switch (outcome.kind) {
    case "timeout":
      throw new ToolFailure(`The calculation takes longer than ${child.answerMs / 1000} seconds. Make it smaller.`);
    case "died":
      throw new ToolFailure("The calculation needs more memory than it may have. Make it smaller.");
    case "answer": {
      const answer = outcome.answer as CalculatorAnswer;
      if (answer.kind === "refused") throw new ToolFailure(answer.message);
      return {
        result: resultOf(answer, given.over?.variable),
        shown: shownOf(answer, sayCalculation(given), given.over?.variable),
      };
    }
    default:
      return outcome satisfies never;
  }
}

function questionOf({ expression, variables = {}, over }: CalculatorInput): CalculatorQuestion {
  const names = [...Object.keys(variables), ...(over ? [over.variable] : [])];
  const wrong = names.find((name) => !/^[A-Za-z_]\w{0,40}$/.test(name));
  if (wrong !== undefined) {
    throw new ToolFailure(`\`${shortenText(wrong, 60)}\` cannot be the name of a variable: use letters, digits and _.`);
  }
  return {
    expression,
    variables: Object.entries(variables).map(([name, each]) => [name, String(each)]),
    over: over ? { ...over, from: String(over.from), to: String(over.to) } : null,
  };
}
