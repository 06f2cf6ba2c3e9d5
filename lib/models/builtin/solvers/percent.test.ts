import fc from "fast-check";
import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { ask, asNumber, decimal, near, runs, valueFor } from "#lib/testing/ask-builtin.ts";

const math = create(all ?? {}, { number: "Fraction" });
const exact = (expression: string): string => math.evaluate(expression).toFraction();

/** Ways to say it, and the expression that another library works out. */
const kinds: [(a: string, b: string) => string, (a: string, b: string) => string][] = [
  [(a, b) => `What is ${a}% of ${b}?`, (a, b) => `${a}/100*${b}`],
  [(a, b) => `${a} percent of $${b}`, (a, b) => `${a}/100*${b}`],
  [(a, b) => `what percent is ${a} of ${b}`, (a, b) => `${a}/${b}*100`],
  [(a, b) => `What percent of ${b} is ${a}?`, (a, b) => `${a}/${b}*100`],
  [(a, b) => `${a} is what percentage of ${b}`, (a, b) => `${a}/${b}*100`],
  [(a, b) => `${a} is ${b}% of what number?`, (a, b) => `${a}/${b}*100`],
  [(a, b) => `${b}% of what is ${a}`, (a, b) => `${a}/${b}*100`],
  [(a, b) => `increase ${a} by ${b}%`, (a, b) => `${a}*(1+${b}/100)`],
  [(a, b) => `please decrease ${a} by ${b} percent`, (a, b) => `${a}*(1-${b}/100)`],
  [(a, b) => `${b}% off ${a}`, (a, b) => `${a}*(1-${b}/100)`],
  [(a, b) => `${a} plus ${b}%`, (a, b) => `${a}*(1+${b}/100)`],
  [(a, b) => `${a} − ${b}%`, (a, b) => `${a}*(1-${b}/100)`],
  [(a, b) => `percentage change from ${a} to ${b}`, (a, b) => `(${b}-${a})/${a}*100`],
  [(a, b) => `${b}% more than ${a}`, (a, b) => `${a}*(1+${b}/100)`],
];

describe("percentages", () => {
  it("agree with exact fractions of another library, however they are asked", () => {
    fc.assert(
      fc.property(decimal(2000), decimal(300), fc.constantFrom(...kinds), (a, b, [say, work]) => {
        expect(valueFor(say(a, b))).toBe(exact(work(a, b)));
      }),
      runs(900),
    );
  });

  it("follow a price through discounts and taxes in order", () => {
    const rate = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(decimal(500), rate, rate, (price, off, tax) => {
        const value = asNumber(
          valueFor(`A jacket costs $${price}. It is ${off}% off, then ${tax}% tax is added. What is the final price?`),
        );
        expect(near(value, Number(price) * (1 - off / 100) * (1 + tax / 100))).toBe(true);
        const before = asNumber(valueFor(`A coat costs $${price} after a ${off}% discount. What was the original price?`));
        expect(near(before, Number(price) / (1 - off / 100))).toBe(true);
      }),
      runs(150),
    );
  });

  it("explain what zero makes of them", () => {
    expect(ask("what percent is 5 of 0").answer).toMatch(/dividing by zero/);
    expect(ask("5 is 0% of what").answer).toMatch(/no number/);
    expect(ask("percentage change from 0 to 5").answer).toMatch(/dividing by zero/);
  });
});
