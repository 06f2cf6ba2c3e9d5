/** Owns: which of some numbers is larger, whether a statement about two holds, and divisibility. */
import { evaluate } from "#lib/models/builtin/evaluate.ts";
import { readExpression } from "#lib/models/builtin/expression.ts";
import { expressionText } from "#lib/models/builtin/expression-text.ts";
import { fixed, plain, rounded } from "#lib/models/builtin/number-text.ts";
import { normalise, polite } from "#lib/models/builtin/question.ts";
import { compare, isInteger, type Rational, ratio, subtract, toNumber } from "#lib/models/builtin/rational.ts";
import { type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { rationalOf } from "#lib/models/builtin/value.ts";

const larger = "(larger|bigger|greater|higher|more|smaller|less|lower)";
const which = new RegExp(
  `^(?:which|what)(?: (?:number|one|of these|fraction))*(?: is)? (?:the )?${larger}(?: one| number)?(?: of)?[:,]? (.+?),? (?:or|and|vs\\.?) (.+)$`,
);
const after = new RegExp(
  `^(.+?),? (?:or|vs\\.?) (.+?)[,:?]* (?:which|what)(?: (?:one|number))?(?: is)? (?:the )?${larger}(?: one| number)?$`,
);
const statement = /^is (.+?) (?:(greater|larger|bigger|more|less|smaller) than|(equal to|the same as)|(>|<|=)) (.+)$/;
const divisible = /^is (-?\d[\d,]*) (?:evenly )?divisible by (-?\d[\d,]*)$/;

export const solveCompare: Solver = (question) => {
  const text = polite(normalise(question)).toLowerCase();
  if (text.length > 200) return null;
  const parts = divisible.exec(text);
  if (parts) return tellDivisible(parts[1] ?? "", parts[2] ?? "");
  const asked = which.exec(text);
  const late = asked ? null : after.exec(text);
  if (asked || late) {
    const word = asked?.[1] ?? late?.[3] ?? "";
    return tellLarger(asked?.[2] ?? late?.[1] ?? "", asked?.[3] ?? late?.[2] ?? "", /smaller|less|lower/.test(word));
  }
  const said = statement.exec(text);
  const sign = said?.[4] ?? (said?.[3] ? "=" : /less|smaller/.test(said?.[2] ?? "") ? "<" : ">");
  return said ? tellStatement(said[1] ?? "", said[5] ?? "", sign) : null;
};

interface Side {
  text: string;
  value: Rational;
}

function sideOf(text: string): Side | null {
  const tree = /\d/.test(text) ? readExpression(text) : null;
  const value = tree && rationalOf(evaluate(tree).value);
  return tree && value ? { text: expressionText(tree), value } : null;
}

const signOf = (order: number) => (order < 0 ? "<" : order > 0 ? ">" : "=");

/** The two over one denominator, so that the numerators decide. */
function tell(a: Side, b: Side, plan: string, answer: string, value: unknown): Solution {
  const order = compare(a.value, b.value);
  const shared = a.value.d * b.value.d;
  const [left, right] = [a.value.n * b.value.d, b.value.n * a.value.d];
  const difference = subtract(a.value, b.value);
  const places = Math.max(...[a.text, b.text].map((text) => (/^−?[\d,]+\.(\d+)$/.exec(text)?.[1] ?? "").length));
  const isDecimal = [a, b].every(({ text, value: number }) => /^−?[\d,.]+$/.test(text) && number.d !== 0n) && places > 0;
  const line = isDecimal
    ? `With the same number of decimals they are ${fixed(a.value, places)} and ${fixed(b.value, places)}, and place by place ${fixed(a.value, places)} ${signOf(order)} ${fixed(b.value, places)}`
    : `Over one denominator: ${plain(ratio(left))}/${plain(ratio(shared))} and ${plain(ratio(right))}/${plain(ratio(shared))}, and ${plain(ratio(left))} ${signOf(order)} ${plain(ratio(right))}`;
  const decimal = toNumber(a.value) - toNumber(b.value);
  return toSolution({
    plan: ["Reading the two numbers", plan, "Numbers are compared safely only when they are written alike."],
    work: ["Writing them alike", line],
    gist: `${line}.`,
    checks: [
      {
        text: `The difference ${a.text} − ${b.text} is ${plain(difference)}, ${order === 0 ? "zero" : order > 0 ? "above zero" : "below zero"}.`,
        isRight: Math.sign(Number(difference.n > 0n) - Number(difference.n < 0n)) === Math.sign(order),
      },
      {
        text: `As decimals they are about ${rounded(a.value)} and ${rounded(b.value)}.`,
        isRight: Math.abs(decimal) < 1e-12 || Math.sign(decimal) === Math.sign(order),
      },
    ],
    answer,
    value,
  });
}

function tellLarger(first: string, second: string, isSmaller: boolean): Solution | null {
  const [a, b] = [sideOf(first), sideOf(second)];
  if (!a || !b) return null;
  const order = compare(a.value, b.value);
  const winner = order > 0 !== isSmaller ? a : b;
  const word = isSmaller ? "smaller" : "larger";
  const answer =
    order === 0
      ? `**They are equal**: ${a.text} = ${b.text}`
      : `**${winner.text} is ${word}**: ${a.text} ${signOf(order)} ${b.text}`;
  return tell(a, b, `Which of ${a.text} and ${b.text} is ${word}?`, answer, order === 0 ? "equal" : winner.text);
}

function tellStatement(first: string, second: string, sign: string): Solution | null {
  const [a, b] = [sideOf(first), sideOf(second)];
  if (!a || !b) return null;
  const isTrue = signOf(compare(a.value, b.value)) === sign;
  return tell(
    a,
    b,
    `Is ${a.text} ${sign} ${b.text}?`,
    `**${isTrue ? "Yes" : "No"}**: ${a.text} ${signOf(compare(a.value, b.value))} ${b.text}`,
    isTrue,
  );
}

function tellDivisible(first: string, second: string): Solution | null {
  const [a, b] = [sideOf(first), sideOf(second)];
  if (!a || !b || !isInteger(a.value) || !isInteger(b.value)) return null;
  const [n, d] = [a.value.n, b.value.n];
  if (d === 0n) {
    const why = "Nothing is divisible by 0: dividing by zero has no answer.";
    return toSolution({
      plan: ["Looking at the divisor", why],
      work: ["Looking at the divisor", why],
      gist: why,
      checks: [],
      answer: `**No.** ${why}`,
      value: false,
    });
  }
  const rest = ((n % d) + (d < 0n ? -d : d)) % (d < 0n ? -d : d);
  const quotient = (n - rest) / d;
  const line = `${a.text} = ${plain(ratio(quotient))} × ${d < 0n ? `(${b.text})` : b.text} + ${rest}`;
  return toSolution({
    plan: ["Dividing with remainder", `Is ${a.text} divisible by ${b.text}? It is when nothing remains.`],
    work: ["Dividing with remainder", line],
    gist: `${line}.`,
    checks: [
      {
        text: `Back: ${plain(ratio(quotient * d))} + ${rest} = ${plain(ratio(quotient * d + rest))}.`,
        isRight: quotient * d + rest === n && rest >= 0n,
      },
    ],
    answer: `**${rest === 0n ? "Yes" : "No"}**: ${line}${rest === 0n ? "" : `, so ${rest} remains`}`,
    value: rest === 0n,
  });
}
