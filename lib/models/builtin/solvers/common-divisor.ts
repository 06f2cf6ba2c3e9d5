/** Owns: the greatest common divisor and the least common multiple of whole numbers. */
import { fixed } from "#lib/models/builtin/number-text.ts";
import { factorise, mostFactored, type PrimePower } from "#lib/models/builtin/number-theory.ts";
import { normalise, polite } from "#lib/models/builtin/question.ts";
import { gcd, ratio } from "#lib/models/builtin/rational.ts";
import { type Check, explained, listed, type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { readList } from "./list.ts";
import { powersText, productOf } from "./whole-numbers.ts";

const divisorNames =
  "gcd|gcf|hcf|greatest common (?:divisor|factor)|highest common (?:divisor|factor)|largest common (?:divisor|factor)";
const multipleNames =
  "lcm|least common (?:multiple|denominator)|lowest common (?:multiple|denominator)|smallest common multiple|lcd";
const pattern = new RegExp(
  `^(?:the )?(?:(${divisorNames})|(${multipleNames}))(?: (?:of|for|between|from))?(?: the)?(?: numbers)?:? ?(\\(?[-\\d].*)$`,
);
const swapped = new RegExp(`^([-\\d].*?):? (?:(${divisorNames})|(${multipleNames}))$`);

export const solveCommonDivisor: Solver = (question) => {
  const text = polite(normalise(question))
    .toLowerCase()
    .replace(/^(?:(?:what(?:'s| is| are)?|find|get) )+/, "");
  const direct = pattern.exec(text);
  const other = direct ? null : swapped.exec(text);
  const list = readList(direct?.[3] ?? other?.[1] ?? "");
  if (!list || list.length < 2 || list.length > 20) return null;
  const isDivisor = (direct?.[1] ?? other?.[2]) !== undefined;
  if (list.some((value) => value.d !== 1n)) {
    const why = "Common divisors and multiples are defined for whole numbers, and not all of these are.";
    return explained("Looking at the numbers", why, why);
  }
  const numbers = list.map((value) => (value.n < 0n ? -value.n : value.n));
  if (numbers.some((value) => value.toString().length > 60)) {
    const why = "Numbers of more than 60 digits are not worked with here.";
    return explained("Looking at the size", why, why);
  }
  return isDivisor ? commonDivisor(numbers) : commonMultiple(numbers);
};

const said = (value: bigint) => fixed(ratio(value), 0);

function euclid(a: bigint, b: bigint, work: string[]): bigint {
  let [x, y] = a > b ? [a, b] : [b, a];
  while (y !== 0n) {
    work.push(`${said(x)} = ${said(x / y)} × ${said(y)} + ${said(x % y)}`);
    [x, y] = [y, x % y];
  }
  return x;
}

/** The prime powers of all numbers with, for each prime, the exponent chosen among them. */
function byPrimes(numbers: readonly bigint[], choose: (...exponents: number[]) => number): PrimePower[] | null {
  if (numbers.some((value) => value > mostFactored || value === 0n)) return null;
  const factored = numbers.map((value) => new Map(factorise(value).map(({ prime, exponent }) => [prime, exponent])));
  const primes = new Set(factored.flatMap((powers) => [...powers.keys()]));
  return [...primes]
    .map((prime) => ({ prime, exponent: choose(...factored.map((powers) => powers.get(prime) ?? 0)) }))
    .filter(({ exponent }) => exponent > 0)
    .sort((a, b) => (a.prime < b.prime ? -1 : 1));
}

function commonDivisor(numbers: bigint[]): Solution {
  const names = listed(numbers.map(said));
  if (numbers.every((value) => value === 0n)) {
    const why = "Every number divides 0, so there is no greatest common divisor of zeros.";
    return explained("Looking at the zeros", why, why);
  }
  const work: string[] = [];
  const value = numbers.reduce((a, b) => euclid(a, b, work));
  const powers = byPrimes(numbers, Math.min);
  const checks: Check[] = [
    {
      text: `Divided by ${said(value)}, the numbers become ${listed(numbers.map((number) => said(number / value)))}, which share no divisor any more.`,
      isRight: numbers.every((number) => number % value === 0n) && numbers.map((number) => number / value).reduce(gcd) === 1n,
    },
  ];
  if (powers)
    checks.push({
      text: `By prime factors, each prime to its lowest power: ${powersText(powers)} = ${said(productOf(powers))}.`,
      isRight: productOf(powers) === value,
    });
  return toSolution({
    plan: [
      "Planning with Euclid",
      `The greatest number dividing ${names} is wanted.`,
      "Euclid's way: divide with remainder, and go on with the divisor and the remainder until nothing remains.",
    ],
    work: ["Dividing with remainder", ...work, `The last remainder that is not 0 is ${said(value)}.`],
    gist: `Dividing with remainder until nothing is left ends at ${said(value)}.`,
    checks,
    answer: `**gcd(${numbers.join(", ")}) = ${said(value)}**`,
    value: value.toString(),
  });
}

function commonMultiple(numbers: bigint[]): Solution {
  if (numbers.some((value) => value === 0n)) {
    const why = "The only multiple of 0 is 0, so there is no positive common multiple.";
    return explained("Looking at the zero", why, why);
  }
  const work: string[] = [];
  const value = numbers.reduce((a, b) => {
    const shared = gcd(a, b);
    const next = (a / shared) * b;
    work.push(
      `lcm of ${said(a)} and ${said(b)}: their gcd is ${said(shared)}, and ${said(a)} ÷ ${said(shared)} × ${said(b)} = ${said(next)}`,
    );
    return next;
  });
  const powers = byPrimes(numbers, Math.max);
  const quotients = numbers.map((number) => value / number);
  const checks: Check[] = [
    {
      text: `${said(value)} divided by each of the numbers gives ${listed(quotients.map(said))}, without remainders and without a shared divisor, so no smaller multiple works.`,
      isRight: numbers.every((number) => value % number === 0n) && quotients.reduce(gcd) === 1n,
    },
  ];
  if (powers)
    checks.push({
      text: `By prime factors, each prime to its highest power: ${powersText(powers)} = ${said(productOf(powers))}.`,
      isRight: productOf(powers) === value,
    });
  return toSolution({
    plan: [
      "Planning the multiple",
      `The smallest positive number that ${listed(numbers.map(said))} all divide is wanted.`,
      "For two numbers it is their product divided by their greatest common divisor; more are taken in one by one.",
    ],
    work: ["Taking the numbers in one by one", ...work],
    gist: `One by one, product over greatest common divisor: ${said(value)}.`,
    checks,
    answer: `**lcm(${numbers.join(", ")}) = ${said(value)}**`,
    value: value.toString(),
  });
}
