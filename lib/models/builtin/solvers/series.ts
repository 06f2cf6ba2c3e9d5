/** Owns: sums of evenly spaced whole numbers ("the sum of all odd numbers from 1 to 99"). */
import { plain } from "#lib/models/builtin/number-text.ts";
import { normalise, polite } from "#lib/models/builtin/question.ts";
import { divide, equals, multiply, type Rational, ratio } from "#lib/models/builtin/rational.ts";
import { explained, type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { sumOf } from "#lib/models/builtin/sum.ts";

const range =
  /^(?:the )?sum of (?:all )?(?:the )?(?:(even|odd) )?(?:(?:whole |natural )?(?:numbers|integers) )?(?:from |between )?(\d{1,12}) (?:to|through|up to) (\d{1,12})$/;
const firsts = /^(?:the )?sum of (?:the )?first (\d{1,9}) (?:positive )?(even |odd |natural |whole )?(?:numbers|integers)$/;

export const solveSeries: Solver = (question) => {
  const text = polite(normalise(question))
    .toLowerCase()
    .replace(/^(?:(?:what(?:'s| is)?|find|add up|get) )+/, "")
    .replace(/(\d),(?=\d{3}\b)/g, "$1");
  const whole = range.exec(text);
  if (whole) {
    const step = whole[1] ? 2n : 1n;
    const rest = whole[1] === "odd" ? 1n : 0n;
    let [from, to] = [BigInt(whole[2] ?? 0), BigInt(whole[3] ?? 0)];
    if (step === 2n && from % 2n !== rest) from += 1n;
    if (step === 2n && to % 2n !== rest) to -= 1n;
    if (from > to)
      return explained(
        "Looking at the range",
        "There is no such number in that range.",
        "There is no such number in that range, so the sum is 0.",
        "0",
      );
    return tell(from, to, step);
  }
  const first = firsts.exec(text);
  const count = BigInt(first?.[1] ?? 0);
  if (!first || count === 0n) return null;
  const kind = (first[2] ?? "").trim();
  if (kind === "whole") return null;
  return kind === "odd" ? tell(1n, 2n * count - 1n, 2n) : kind === "even" ? tell(2n, 2n * count, 2n) : tell(1n, count, 1n);
};

const said = (value: bigint) => plain(ratio(value));

function tell(from: bigint, to: bigint, step: bigint): Solution {
  const count = (to - from) / step + 1n;
  const value: Rational = divide(multiply(ratio(count), ratio(from + to)), ratio(2n));
  const upTo = (n: bigint) => (n * (n + 1n)) / 2n;
  // Evenly spaced numbers are `from` and steps of 0, 1, 2, …: count × from + step × (0 + 1 + … ).
  const other = count * from + step * upTo(count - 1n);
  return toSolution({
    plan: [
      "Pairing from both ends",
      `The numbers go from ${said(from)} to ${said(to)} in steps of ${step}.`,
      "First and last, second and last but one, and so on: each pair has the same sum.",
    ],
    work: [
      "Counting the pairs",
      `There are (${said(to)} − ${said(from)}) ÷ ${step} + 1 = ${said(count)} numbers.`,
      `A pair adds up to ${said(from)} + ${said(to)} = ${said(from + to)}.`,
      `Half as many pairs as numbers: ${said(count)} × ${said(from + to)} ÷ 2 = ${plain(value)}`,
    ],
    gist: `${said(count)} numbers in pairs of ${said(from + to)}: ${said(count)} × ${said(from + to)} ÷ 2 = ${plain(value)}.`,
    checks: [
      {
        text: `Another way: ${said(count)} times ${said(from)}, and ${step} times the sum of 0 to ${said(count - 1n)}, is ${said(other)}.`,
        isRight: equals(value, ratio(other)),
      },
    ],
    answer: `**${plain(value)}**`,
    value: value.n.toString(),
    sum: sumOf(value)`${ratio(count)} * (${ratio(from)} + ${ratio(to)}) / 2`,
  });
}
