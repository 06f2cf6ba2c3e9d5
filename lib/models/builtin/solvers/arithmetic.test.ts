import fc from "fast-check";
import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { expression, leads } from "#lib/testing/arbitrary-expression.ts";
import { ask, asNumber, isDeclined, near, readDecimal, runs, valueFor } from "#lib/testing/ask-builtin.ts";

const math = create(all ?? {}, { number: "Fraction" });
const floating = create(all ?? {});

describe("arithmetic", () => {
  it("agrees with exact fractions of another library for any expression", () => {
    let solved = 0;
    fc.assert(
      fc.property(
        expression,
        fc.constantFrom(...leads),
        fc.constantFrom("?", "", " =", " please"),
        ({ plain, typed }, lead, tail) => {
          fc.pre(/[+*/^]| - /.test(plain));
          let wanted: string;
          try {
            wanted = math.evaluate(plain).toFraction();
          } catch {
            // Division by zero: there must be no number in the answer's value.
            expect(ask(lead + typed + tail).value).toBeUndefined();
            return;
          }
          const solution = ask(lead + typed + tail);
          if (solution.value === undefined) expect(solution.answer).toMatch(/zero|digits/);
          else expect(solution.value).toBe(wanted);
          solved += 1;
        },
      ),
      runs(2000),
    );
    expect(solved).toBeGreaterThan(1500);
  });

  it("takes a fraction without blanks as one number, in any operation", () => {
    const fraction = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 })).map(([a, b]) => `${a}/${b}`);
    fc.assert(
      fc.property(fraction, fraction, fc.constantFrom("+", "−", "×", "÷", "/"), (a, b, sign) => {
        const plain = `(${a}) ${sign.replace("−", "-").replace("×", "*").replace("÷", "/")} (${b})`;
        expect(valueFor(`${a} ${sign} ${b}`)).toBe(math.evaluate(plain).toFraction());
      }),
      runs(400),
    );
    expect(valueFor("12/4/2")).toBe("3/2");
    expect(valueFor("2/3^2")).toBe("2/9");
    expect(valueFor("1/2% of 200 + 0")).toBe("1");
  });

  it("agrees with decimals of another library where roots and π come in", () => {
    const part = fc
      .tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 30 }))
      .chain(([n, k]) => fc.constantFrom(`sqrt(${n})`, `${k}*sqrt(${n})`, `${k}`, `${k}*pi`, `sqrt(${n}/${k})`, `cbrt(${n})`));
    fc.assert(
      fc.property(part, part, fc.constantFrom("+", "*", "/", "-"), (a, b, sign) => {
        fc.pre(a !== b);
        const text = `(${a}) ${sign} (${b})`;
        const solution = ask(text.replaceAll("sqrt", "√").replaceAll("cbrt", "∛").replaceAll("pi", "π"));
        const value = solution.value;
        const got = typeof value === "string" ? asNumber(value) : readDecimal((value as { decimal: string }).decimal);
        expect(near(got, Number(floating.evaluate(text)), 2e-9)).toBe(true);
      }),
      runs(600),
    );
  });

  it.each([
    ["What is 3/4 + 5/6 × 2.4?", "11/4"],
    ["half of 30 plus 4 squared", "31"],
    ["two thirds of 90", "60"],
    ["2½ × 4", "10"],
    ["1 1/2 + 2 1/4", "15/4"],
    ["twenty-one times two hundred and five", "4305"],
    ["subtract 4 from 10", "6"],
    ["the sum of 12 and 30", "42"],
    ["the square root of 144", "12"],
    ["cube root of 27", "3"],
    ["2 to the power of 10", "1024"],
    ["-3^2", "-9"],
    ["2^-3", "1/8"],
    ["0.1 + 0.2", "3/10"],
    ["17 mod 5", "2"],
    ["5!", "120"],
    ["|3 - 10|", "7"],
    ["1.000000001 * 3", "3000000003/1000000000"],
    ["9.99e3 + 1", "9991"],
    ["$15 + $20", "35"],
    ["3 x 4", "12"],
    ["200 + 10%", "220"],
    ["√2 × √8", "4"],
    ["remainder when 100 is divided by 7", "2"],
    ["50% + 25%", "3/4"],
    ["12 ÷ 3 × 4", "16"],
    ["6/2(1+2)", "9"],
    ["2(3+4)", "14"],
    ["8^(1/3)", "2"],
    ["1 234 567 + 0".replaceAll(" ", "\u00a0").replace("\u00a0+\u00a0", " + "), "1234567"],
  ])("%s is %s", (question, value) => expect(valueFor(question)).toBe(value));

  it.each([
    ["0.75 as a fraction", "\\frac{3}{4}"],
    ["3/8 as a decimal", "0.375"],
    ["0.125 as a percentage", "12.5\\%"],
    ["simplify 84/126", "\\frac{2}{3}"],
    ["22/7 to 3 decimal places", "3.143"],
    ["round 2.5 to the nearest whole number", "3"],
    ["17/5 as a mixed number", "3\\,\\frac{2}{5}"],
    ["1/3 as a percent", "33.333333\\%"],
  ])("%s gives %s", (question, part) => expect(ask(question).answer).toContain(part));

  it.each(["1/0", "5 / (3 - 3)", "0^0", "0^-1", "√(-4)", "(-8)^(1/2)", "501!", "9^9^9^9", "2.5!", "10 mod 0", "1/(√2 - √2)"])(
    "explains why %s has no result",
    (question) => {
      const solution = ask(question);
      expect(solution.value).toBeUndefined();
      expect(solution.answer.length).toBeGreaterThan(30);
    },
  );

  it.each([
    "42",
    "hello",
    "3 4",
    "1,2,3",
    "3,14 + 2",
    "17 % 5",
    "2 +",
    "(1 + 2",
    "sin(3)",
    "log 10",
    "a + b",
    "1..2 + 3",
    "5 + apples",
    "100 + 10% + 5%",
    "12 monkeys",
    "1 + 1 = 2 or 3",
  ])("declines %s", (question) => expect(isDeclined(question) || ask(question).value === undefined).toBe(true));
});
