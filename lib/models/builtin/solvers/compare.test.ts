import fc from "fast-check";
import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { ask, isDeclined, runs, valueFor } from "#lib/testing/ask-builtin.ts";

const math = create(all ?? {}, { number: "Fraction" });
const number = fc.oneof(
  fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 40 })).map(([a, b]) => `${a}/${b}`),
  fc.integer({ min: -4000, max: 4000 }).map((n) => String(n / 100)),
);

describe("comparing numbers", () => {
  it("agrees with exact fractions of another library", () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const order = Number(math.evaluate(`compare(${a}, ${b})`));
        expect(valueFor(`is ${a} greater than ${b}?`)).toBe(order > 0);
        expect(valueFor(`Is ${a} = ${b}?`)).toBe(order === 0);
        const larger = valueFor(`Which is larger, ${a} or ${b}?`);
        const smaller = valueFor(`${a} or ${b}, which is smaller?`);
        if (order === 0) expect([larger, smaller]).toEqual(["equal", "equal"]);
        else expect(larger).not.toBe(smaller);
      }),
      runs(400),
    );
  });

  it("agrees with remainders", () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 5000 }), fc.integer({ min: 1, max: 60 }), (n, d) => {
        expect(valueFor(`is ${n} divisible by ${d}?`)).toBe(n % d === 0);
      }),
      runs(200),
    );
  });

  it("is not fooled by the number of digits", () => {
    expect(ask("Which is larger, 9.11 or 9.9?").answer).toContain("**9.9 is larger**");
    expect(ask("9.11 or 9.9, which is bigger").answer).toContain("9.11 < 9.9");
  });

  it.each([
    "which is bigger, an elephant or 3 mice",
    "is 5 more than enough",
    "is tea better than coffee",
    "is 3 kg more than 2 kg",
  ])("declines %s", (question) => {
    expect(isDeclined(question)).toBe(true);
  });
});
