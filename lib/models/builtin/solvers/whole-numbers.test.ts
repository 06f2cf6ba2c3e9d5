import fc from "fast-check";
import { gcd, isPrime, lcm } from "mathjs";
import { describe, expect, it } from "vitest";
import { ask, isDeclined, runs, valueFor } from "#lib/testing/ask-builtin.ts";

const product = (powers: [string, number][]) =>
  powers.reduce((total, [prime, exponent]) => total * BigInt(prime) ** BigInt(exponent), 1n);

describe("whole numbers", () => {
  it("are the product of their prime factors, each prime in another library", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 10_000_000 }),
        fc.constantFrom("prime factors of ", "What is the prime factorization of ", "factorise ", "factor "),
        (n, lead) => {
          const powers = valueFor(lead + n) as [string, number][];
          expect(product(powers)).toBe(BigInt(n));
          for (const [prime] of powers) expect(isPrime(Number(prime))).toBe(true);
        },
      ),
      runs(400),
    );
  });

  it("are factored quickly up to 10^18", () => {
    const primes = [999_999_937n, 999_999_929n, 1_000_003n, 31_622_743n, 2_147_483_647n];
    for (const p of primes) {
      for (const q of primes) {
        if (p * q > 10n ** 18n) continue;
        const powers = valueFor(`prime factors of ${p * q}`) as [string, number][];
        expect(product(powers)).toBe(p * q);
        expect(powers.map(([prime]) => prime)).toContain(p.toString());
      }
    }
    expect(ask("prime factors of 1000000000000000000000").answer).toContain("past what is factored");
  });

  it("are prime or not as another library says", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.constantFrom("is # prime", "Is # a prime number?", "check if # is prime"),
        (n, form) => {
          expect(valueFor(form.replace("#", String(n)))).toBe(isPrime(n));
        },
      ),
      runs(400),
    );
    expect(valueFor("is 1000000007 prime?")).toBe(true);
    expect(valueFor("is 999999999999999989 prime")).toBe(true);
    expect(valueFor("is 341550071728321 prime")).toBe(false);
  });

  it("have the greatest common divisor and the least common multiple that another library finds", () => {
    const list = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 2, maxLength: 4 });
    const joined = fc.constantFrom(", ", ",", " and ");
    fc.assert(
      fc.property(list, joined, (numbers, joint) => {
        const text = numbers.join(joint);
        expect(valueFor(`gcd of ${text}`)).toBe(String(numbers.reduce((a, b) => gcd(a, b))));
        expect(valueFor(`What is the least common multiple of ${text}?`)).toBe(String(numbers.reduce((a, b) => lcm(a, b))));
      }),
      runs(400),
    );
    expect(valueFor("gcd(120,180)")).toBe("60");
  });

  it("have all their divisors listed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (n) => {
        const wanted = Array.from({ length: n }, (_, i) => i + 1).filter((d) => n % d === 0);
        expect(valueFor(`divisors of ${n}`)).toEqual(wanted.map(String));
      }),
      runs(150),
    );
  });

  it("are followed by their next prime", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000 }), (n) => {
        let next = n + 1;
        while (!isPrime(next)) next += 1;
        expect(valueFor(`next prime after ${n}`)).toBe(String(next));
      }),
      runs(100),
    );
  });

  it.each([
    "factor x^2 - 1",
    "prime minister of 5",
    "is 5 a good prime",
    "factors of success",
    "gcd of 5",
    "is 3.5 prime",
    "gcd of 4 and x",
  ])("declines %s", (question) => {
    expect(isDeclined(question)).toBe(true);
  });

  it("explains what has no prime factors", () => {
    expect(ask("prime factors of 1").answer).toContain("no prime factors");
    expect(ask("prime factors of 0").answer).toContain("positive");
    expect(ask("lcm of 0 and 5").answer).toContain("0");
    expect(valueFor("is 1 prime")).toBe(false);
  });
});
