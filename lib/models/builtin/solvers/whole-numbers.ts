/** Owns: prime factors, primality and divisors of one whole number. */

import { fixed } from "#lib/models/builtin/number-text.ts";
import {
  divisorsOf,
  factorise,
  isPrime,
  mostFactored,
  mostProven,
  type PrimePower,
  smallDivisor,
} from "#lib/models/builtin/number-theory.ts";
import { normalise, polite } from "#lib/models/builtin/question.ts";
import { ratio } from "#lib/models/builtin/rational.ts";
import { explained, listed, type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { wholeRoot } from "#lib/models/builtin/surd.ts";

const grouped = String.raw`(?:number |integer )?(-?\d{1,3}(?:,\d{3})+|-?\d+)`;
const patterns: [RegExp, (value: bigint) => Solution][] = [
  [
    new RegExp(`^(?:prime factor(?:s|i[sz]ation)?|factori[sz]ation|prime decomposition|prime factors?) (?:of|for) ${grouped}$`),
    primeFactors,
  ],
  [
    new RegExp(`^(?:prime )?(?:factor|factori[sz]e|decompose) ${grouped}(?: into (?:its )?(?:prime factors|primes))?$`),
    primeFactors,
  ],
  [
    new RegExp(`^(?:is |check (?:if|whether) |whether )?${grouped} (?:is )?(?:a )?prime(?: number)?(?: or (?:not|composite))?$`),
    primality,
  ],
  [new RegExp(`^(?:all )?(?:the )?(?:divisors|factors|positive divisors) of ${grouped}$`), divisors],
  [new RegExp(`^(?:how many|number of|count) (?:divisors|factors) (?:does |has |of )${grouped}(?: have)?$`), divisors],
  [new RegExp(`^(?:how many) (?:divisors|factors) are there (?:of|for) ${grouped}$`), divisors],
  [
    new RegExp(
      `^(?:next |smallest |first )prime (?:number )?(?:after|above|greater than|larger than|bigger than|following) ${grouped}$`,
    ),
    nextPrime,
  ],
];

export const solveWholeNumbers: Solver = (question) => {
  const text = polite(normalise(question))
    .toLowerCase()
    .replace(/^(?:(?:what(?:'s| is| are)?|which|list|name|give|find|get|write) )+/, "")
    .replace(/^(?:all )?the /, "");
  for (const [pattern, build] of patterns) {
    const number = pattern.exec(text)?.[1];
    if (number === undefined) continue;
    if (number.length > 300) return tooLarge(number);
    return build(BigInt(number.replaceAll(",", "")));
  }
  return null;
};

const said = (value: bigint) => fixed(ratio(value), 0);

function tooLarge(number: string): Solution {
  const why = `A number of ${number.replace(/\D/g, "").length} digits is past what is factored here (up to ${said(mostFactored)}).`;
  return explained("Looking at the size", why, why);
}

function unfit(value: bigint): Solution | null {
  if (value < 1n) {
    const why = `${said(value)} is not a positive whole number, and prime factors and divisors are defined for those.`;
    return explained("Looking at the number", why, why);
  }
  return value > mostFactored ? tooLarge(said(value)) : null;
}

export function powersText(powers: readonly PrimePower[], sign = " × "): string {
  return powers.map(({ prime, exponent }) => (exponent === 1 ? said(prime) : `${said(prime)}^${exponent}`)).join(sign) || "1";
}

export function powersLatex(powers: readonly PrimePower[]): string {
  return powers.map(({ prime, exponent }) => (exponent === 1 ? `${prime}` : `${prime}^{${exponent}}`)).join(" \\times ") || "1";
}

export const productOf = (powers: readonly PrimePower[]) =>
  powers.reduce((total, { prime, exponent }) => total * prime ** BigInt(exponent), 1n);

function primeFactors(value: bigint): Solution {
  const no = unfit(value);
  if (no) return no;
  if (value === 1n)
    return explained("Looking at 1", "1 is the empty product.", "1 has no prime factors: it is the empty product.", []);
  const work: string[] = [];
  const powers = factorise(value, (of, by) => work.push(`${said(of)} = ${said(by)} × ${said(of / by)}`));
  const product = productOf(powers);
  const written = powersText(powers);
  const isItself = powers.length === 1 && powers[0]?.exponent === 1;
  return toSolution({
    plan: [
      "Planning the factorisation",
      `${said(value)} is to be written as a product of primes.`,
      "Small primes are divided out first; what is left is tested for being prime and split if it is not.",
    ],
    work: [
      "Dividing out primes",
      ...(work.length > 0 ? work : [`No smaller prime divides ${said(value)}.`]),
      isItself ? `${said(value)} is prime itself.` : `Collected: ${said(value)} = ${written}`,
    ],
    gist: isItself
      ? `No smaller prime divides ${said(value)}; it is prime.`
      : `Dividing out primes gives ${said(value)} = ${written}.`,
    checks: [
      { text: `Multiplied back: ${written} = ${said(product)}.`, isRight: product === value },
      {
        text: `Each of ${listed(powers.map(({ prime }) => said(prime)))} passes the Miller–Rabin test, which is a proof at this size.`,
        isRight: powers.every(({ prime }) => isPrime(prime)),
      },
    ],
    answer: isItself
      ? `**${said(value)} is prime**, so it is its own only prime factor.`
      : `$$${value} = ${powersLatex(powers)}$$`,
    value: powers.map(({ prime, exponent }) => [prime.toString(), exponent]),
  });
}

function primality(value: bigint): Solution {
  if (value < 2n) {
    const why = `${said(value)} is not prime: primes are the whole numbers from 2 on with exactly two divisors.`;
    return explained("Looking at the definition", why, `**No.** ${why}`, false);
  }
  if (value >= mostProven) {
    const divisor = smallDivisor(value);
    const why = divisor ? `It is divisible by ${said(divisor)}.` : "It is too large for a proof here (up to 3.3 × 10²⁴).";
    return divisor
      ? explained("Trying small divisors", `${said(value)}: ${why}`, `**No.** ${why}`, false)
      : explained("Looking at the size", why, why);
  }
  const is = isPrime(value);
  const divisor = smallDivisor(value) ?? (is || value > mostFactored ? null : (factorise(value)[0]?.prime ?? null));
  const root = wholeRoot(value);
  const reason = is
    ? `no prime up to ${said(root)} (the whole part of its root) can divide it`
    : divisor
      ? `${said(value)} = ${said(divisor)} × ${said(value / divisor)}`
      : "it fails the Miller–Rabin test, which no prime does";
  return toSolution({
    plan: [
      "Planning the test",
      `Is ${said(value)} prime? A divisor other than 1 and itself would have to show up by its root, about ${said(root)}.`,
    ],
    work: [
      "Looking for a divisor",
      divisor && !is
        ? `${said(value)} ÷ ${said(divisor)} = ${said(value / divisor)} without a remainder.`
        : `Trying primes up to ${said(root < 5000n ? root : 5000n)}: none divides ${said(value)}.`,
      is ? "The Miller–Rabin test, a proof at this size, says prime as well." : "So it is not prime.",
    ],
    gist: `${said(value)} is ${is ? "" : "not "}prime: ${reason}.`,
    checks: [
      is
        ? {
            text: `By trial division up to ${said(root < 5000n ? root : 5000n)} nothing was found, in agreement.`,
            isRight: smallDivisor(value) === null,
          }
        : {
            text: divisor
              ? `${said(divisor)} × ${said(value / divisor)} = ${said(divisor * (value / divisor))}.`
              : "A prime would pass the test for every base.",
            isRight: divisor === null || divisor * (value / divisor) === value,
          },
    ],
    answer: `**${is ? "Yes" : "No"}**, ${said(value)} is ${is ? "" : "not "}prime: ${reason}.`,
    value: is,
  });
}

const mostListed = 200;

function divisors(value: bigint): Solution {
  const no = unfit(value);
  if (no) return no;
  const powers = factorise(value);
  const all = divisorsOf(powers);
  const count = powers.reduce((total, { exponent }) => total * (exponent + 1), 1);
  const shown = all.slice(0, mostListed).map(said).join(", ");
  return toSolution({
    plan: [
      "Planning the list",
      `All divisors of ${said(value)} come from its prime factors: each takes some power of every prime.`,
    ],
    work: [
      "Combining prime powers",
      `${said(value)} = ${powersText(powers)}`,
      `There are ${powers.map(({ exponent }) => `(${exponent} + 1)`).join(" × ") || "1"} = ${count} ways to combine them.`,
    ],
    gist: `${said(value)} = ${powersText(powers)} has ${count} divisors.`,
    checks: [
      {
        text: `The list has ${all.length} entries, and every one divides ${said(value)} without a remainder.`,
        isRight: all.length === count && new Set(all).size === count && all.every((divisor) => value % divisor === 0n),
      },
      {
        text: "Paired from both ends, smallest times largest, each pair multiplies to the number.",
        isRight: all.every((divisor, i) => divisor * (all[all.length - 1 - i] ?? 0n) === value),
      },
    ],
    answer: `**${said(value)} has ${count} divisor${count === 1 ? "" : "s"}:** ${shown}${all.length > mostListed ? `, … (${all.length - mostListed} more)` : ""}`,
    value: all.slice(0, mostListed).map(String),
  });
}

function nextPrime(value: bigint): Solution | never {
  if (value > mostFactored) return tooLarge(said(value));
  let candidate = value < 2n ? 2n : value + 1n;
  const passed: string[] = [];
  while (!isPrime(candidate)) {
    const divisor = smallDivisor(candidate);
    passed.push(
      divisor ? `${said(candidate)} is divisible by ${said(divisor)}` : `${said(candidate)} fails the Miller–Rabin test`,
    );
    candidate += 1n;
  }
  return toSolution({
    plan: ["Planning the search", `The numbers after ${said(value)} are tried one by one until one is prime.`],
    work: ["Trying one after the other", ...passed, `${said(candidate)} is prime.`],
    gist: `After ${passed.length} that are not prime comes ${said(candidate)}.`,
    checks: [
      {
        text: `No prime up to 5,000 that is not past its root divides ${said(candidate)}.`,
        isRight: smallDivisor(candidate) === null,
      },
    ],
    answer: `**${said(candidate)}**`,
    value: candidate.toString(),
  });
}
