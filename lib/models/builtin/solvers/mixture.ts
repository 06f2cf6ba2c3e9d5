/** Owns: mixing two solutions of known strength. */
import { answerText, machineText, operand, plain, plainBoth } from "#lib/models/builtin/number-text.ts";
import { normalise, numberPattern, numbersIn, polite } from "#lib/models/builtin/question.ts";
import {
  add,
  compare,
  divide,
  equals,
  multiply,
  type Rational,
  ratio,
  readRational,
  subtract,
} from "#lib/models/builtin/rational.ts";
import { explained, type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";

const n = `(${numberPattern})`;
const unit = "(l|liters?|litres?|ml|milliliters?|millilitres?|gallons?|kg|g|grams?|kilograms?|cups?|quarts?|ounces?|oz)";
const part = `${n} ?${unit} of (?:an? )?${n} ?%`;
const two = new RegExp(`\\b${part}[^%\\d]{0,60}?(?:with|and|to)[^%\\d]{0,30}?${part}`);
const missing = new RegExp(
  `how (?:many|much) ?${unit}? ?(?:of (?:an? )?)${n} ?%[^%\\d]{0,80}?(?:with|to|and) ${part}[^%\\d]{0,60}?${n} ?%`,
);

export const solveMixture: Solver = (question) => {
  const text = polite(normalise(question))
    .toLowerCase()
    .replace(/ ?\bpercent\b/g, "%");
  if (text.length > 300) return null;
  const count = numbersIn(text).length;
  const unknown = missing.exec(text);
  if (unknown && count === 4 && /\b(?:mix|mixed|added|add|combine|combined|blend|needed)/.test(text)) {
    const [p, v, q, r] = [unknown[2], unknown[3], unknown[5], unknown[6]].map((value) => readRational(value ?? ""));
    const name = unknown[4] ?? "";
    return p && v && q && r && sameUnit(unknown[1] ?? name, name) ? tellMissing(p, v, q, r, name) : null;
  }
  const both = two.exec(text);
  if (!both || count !== 4 || !/\b(?:mix|mixed|mixing|combine|combined|added|blend)/.test(text)) return null;
  if (
    !/\b(?:what|percent|percentage|concentration|strength|how strong|result)\b|%\W*$/.test(
      text.slice(both.index + both[0].length),
    )
  ) {
    if (!/^(?:what|which|find)/.test(text)) return null;
  }
  const [v, p, w, q] = [both[1], both[3], both[4], both[6]].map((value) => readRational(value ?? ""));
  return v && p && w && q && sameUnit(both[2] ?? "", both[5] ?? "") ? tellBoth(v, p, w, q, both[2] ?? "") : null;
};

const sameUnit = (a: string, b: string) =>
  a.replace(/s$/, "").replace("litre", "liter") === b.replace(/s$/, "").replace("litre", "liter");
const hundred = ratio(100n);
const pure = (volume: Rational, percent: Rational) => divide(multiply(volume, percent), hundred);

function tellBoth(v: Rational, p: Rational, w: Rational, q: Rational, unitName: string): Solution | null {
  const total = add(v, w);
  if (total.n <= 0n) return null;
  const content = add(pure(v, p), pure(w, q));
  const value = multiply(divide(content, total), hundred);
  const isBetween = compare(value, compare(p, q) < 0 ? p : q) >= 0 && compare(value, compare(p, q) < 0 ? q : p) <= 0;
  const weighted = add(multiply(p, divide(v, total)), multiply(q, divide(w, total)));
  return toSolution({
    plan: [
      "Keeping account of what is dissolved",
      `${plain(v)} ${unitName} at ${plain(p)}% and ${plain(w)} ${unitName} at ${plain(q)}% are mixed.`,
      "Volumes add up, and so does what is dissolved; percentages do not.",
    ],
    work: [
      "Adding volumes and contents",
      `Dissolved: ${plain(v)} × ${plain(p)}% + ${plain(w)} × ${plain(q)}% = ${plain(pure(v, p))} + ${plain(pure(w, q))} = ${plain(content)}`,
      `Volume: ${plain(v)} + ${plain(w)} = ${plain(total)}`,
      `Strength: ${plain(content)} ÷ ${operand(total)} = ${plainBoth(value)}%`,
    ],
    gist: `${plain(content)} in ${plain(total)} is ${plainBoth(value)}%.`,
    checks: [
      {
        text: `As a weighted mean of the strengths it is ${plain(weighted)}%, and it lies between ${plain(p)}% and ${plain(q)}%.`,
        isRight: equals(weighted, value) && isBetween,
      },
    ],
    answer: `**${answerText(value)}%** (${plain(total)} ${unitName} in all)`,
    value: machineText(value),
  });
}

function tellMissing(p: Rational, v: Rational, q: Rational, r: Rational, unitName: string): Solution {
  const below = subtract(p, r);
  const above = subtract(r, q);
  if (below.n === 0n || divide(above, below).n < 0n) {
    const why = `A mixture of ${plain(p)}% and ${plain(q)}% lies between the two, so ${plain(r)}% ${below.n === 0n ? "is reached only without the other" : "cannot be reached"}.`;
    return explained("Comparing the strengths", why, `**Not possible.** ${why}`);
  }
  const value = divide(multiply(v, above), below);
  const content = add(pure(value, p), pure(v, q));
  const strength = multiply(divide(content, add(value, v)), hundred);
  return toSolution({
    plan: [
      "Setting up the balance",
      `x ${unitName} at ${plain(p)}% go to ${plain(v)} ${unitName} at ${plain(q)}%, to give ${plain(r)}%.`,
      `What is dissolved before and after is the same: x × ${plain(p)} + ${plain(v)} × ${plain(q)} = (x + ${plain(v)}) × ${plain(r)}.`,
    ],
    work: [
      "Solving for x",
      `x × (${plain(p)} − ${plain(r)}) = ${plain(v)} × (${plain(r)} − ${plain(q)})`,
      `x = ${plain(multiply(v, above))} ÷ ${operand(below)} = ${plainBoth(value)} ${unitName}`,
    ],
    gist: `x × (${plain(p)} − ${plain(r)}) = ${plain(v)} × (${plain(r)} − ${plain(q)}), so x = ${plainBoth(value)}.`,
    checks: [
      {
        text: `Mixed: ${plain(content)} dissolved in ${plain(add(value, v))} is ${plain(strength)}%.`,
        isRight: equals(strength, r),
      },
    ],
    answer: `**${answerText(value)} ${unitName}**`,
    value: machineText(value),
  });
}
