/**
 * Owns: the mathematics library in three ways of counting: fractions, which are exact; numbers of 64 digits; and the machine's
 * own, for what knows no others. Functions that change the library, read expressions or reach further are taken out.
 */
import { createRequire } from "node:module";
import type { ConfigOptions, MathJsInstance } from "mathjs";

/** The library's own bundle: it loads in a tenth of the time of its modules. It is an instance that makes others. */
const library = createRequire(import.meta.url)("mathjs/lib/browser/math.js") as { create(config: ConfigOptions): MathJsInstance };

const takenOut = [
  "import",
  "config",
  "createUnit",
  "splitUnit",
  "evaluate",
  "parse",
  "compile",
  "parser",
  "chain",
  "typed",
  "help",
  "reviver",
  "replacer",
  "resolve",
  "rationalize",
  "leafCount",
  "symbolicEqual",
  "simplifyConstant",
  "simplifyCore",
];

export type Counting = "fractions" | "digits" | "machine";

const made = new Map<Counting, MathJsInstance>();

export function mathOf(counting: Counting): MathJsInstance {
  const found = made.get(counting) ?? makeMath(counting);
  made.set(counting, found);
  return found;
}

function makeMath(counting: Counting): MathJsInstance {
  const math = library.create({
    number: counting === "fractions" ? "Fraction" : counting === "digits" ? "BigNumber" : "number",
    precision: 64,
    // Equal is what is equal, as far as the digits go.
    ...(counting === "digits" && { relTol: 1e-60, absTol: 1e-60 }),
  });
  math.createUnit({ mph: "1 mi/hour", kph: "1 km/hour", knot: "1852 m/hour" });
  const { derivative, simplify } = library.create({ number: "number" });
  const refuse = (name: string) => () => {
    throw new Error(`The calculator does not have ${name}`);
  };
  // Text in, text out: nothing of the library's own is handed to the expression.
  const offered = {
    ...Object.fromEntries(takenOut.map((name) => [name, refuse(name)])),
    derivative: (of: unknown, by: unknown) => derivative(String(of), String(by)).toString(),
    simplify: (expression: unknown) => simplify(String(expression)).toString(),
  };
  // Only what expressions find is replaced: the library goes on using its own.
  const { mathWithTransform } = (math as unknown as { expression: { mathWithTransform: object } }).expression;
  for (const [name, value] of Object.entries(offered)) Object.defineProperty(mathWithTransform, name, { value });
  return math;
}
