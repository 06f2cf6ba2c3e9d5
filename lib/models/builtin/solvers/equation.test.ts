import fc from "fast-check";
import { all, create, evaluate } from "mathjs";
import { describe, expect, it } from "vitest";
import { ask, asNumber, isDeclined, near, readDecimal, runs, valueFor } from "#lib/testing/ask-builtin.ts";

const math = create(all ?? {}, { number: "Fraction" });
const small = fc.integer({ min: -12, max: 12 });
const letter = fc.constantFrom("x", "y", "t", "n", "a");
const signed = (n: number) => (n < 0 ? `− ${-n}` : `+ ${n}`);

/** Both sides of an equation with a fraction in the place of its letter, exactly. */
function sides(equation: string, name: string, value: string): [string, string] {
  const [left = "", right = ""] = equation.replaceAll("−", "-").replaceAll("²", "^2").split("=");
  const at = (side: string) =>
    math
      .evaluate(
        side.replaceAll(
          new RegExp(`(\\d|\\))?\\s*${name}\\b|${name}`, "g"),
          (_, before = "") => `${before}${before ? "*" : ""}(${value})`,
        ),
      )
      .toFraction();
  return [at(left), at(right)];
}

const linear = fc.tuple(small, small, small, small, small, fc.nat(3), letter).map(([a, b, c, d, e, style, x]) => {
  const shapes = [
    `${a}${x} ${signed(b)} = ${c}${x} ${signed(d)}`,
    `${a}*(${x} ${signed(b)}) = ${c}*(${x} ${signed(d)}) ${signed(e)}`,
    `${x}/${Math.abs(a) + 1} ${signed(b)} = ${c}${x} ${signed(d)}`,
    `${d} = ${a}${x} ${signed(e)}`,
  ];
  return { text: shapes[style] ?? "", x };
});

describe("equations in one unknown", () => {
  it("have solutions that make both sides equal in another library", () => {
    let solved = 0;
    fc.assert(
      fc.property(linear, fc.constantFrom("Solve ", "", "find x: ", "What is the solution of "), ({ text, x }, lead) => {
        const value = valueFor(`${lead.replace("x", x)}${text}`);
        if (!Array.isArray(value) || value.length === 0) {
          const [a, b] = sides(text, x, "0");
          const [c, d] = sides(text, x, "1");
          // Parallel lines: equal everywhere, or nowhere.
          expect(math.evaluate(`(${a})-(${b})-(${c})+(${d})`).toFraction()).toBe("0");
          expect(value).toEqual(a === b ? "all" : []);
          return;
        }
        solved += 1;
        const [left, right] = sides(text, x, String(value[0]));
        expect(left).toBe(right);
      }),
      runs(700),
    );
    expect(solved).toBeGreaterThan(500);
  });

  it("have the right number of solutions where they are quadratic, each making the left side zero", () => {
    fc.assert(
      fc.property(small, small, small, letter, (a, b, c, x) => {
        fc.pre(a !== 0);
        const value = valueFor(`solve ${a}${x}² ${signed(b)}${x} ${signed(c)} = 0`);
        const discriminant = b * b - 4 * a * c;
        if (discriminant < 0) {
          const { real, imaginary } = value as { real: string; imaginary: string };
          expect(near(readDecimal(real), -b / (2 * a))).toBe(true);
          expect(near(readDecimal(imaginary), Math.sqrt(-discriminant) / Math.abs(2 * a), 2e-9)).toBe(true);
          return;
        }
        const roots = (value as (string | { decimal: string })[]).map((root) =>
          typeof root === "string" ? asNumber(root) : readDecimal(root.decimal),
        );
        expect(roots.length).toBe(discriminant === 0 ? 1 : 2);
        for (const root of roots) expect(Math.abs(a * root * root + b * root + c)).toBeLessThan(1e-5);
        expect(
          near(
            roots.reduce((sum, root) => sum + root, 0),
            (-b / a) * (roots.length / 2),
            1e-8,
          ),
        ).toBe(true);
      }),
      runs(600),
    );
  });

  it("are read from their factors", () => {
    fc.assert(
      fc.property(small, small, (p, q) => {
        const wanted = [...new Set([p, q])].sort((a, b) => a - b).map(String);
        expect(valueFor(`(x ${signed(-p)})(x ${signed(-q)}) = 0`)).toEqual(wanted);
      }),
      runs(200),
    );
  });

  it.each([
    ["what is x if 3x = 12?", ["4"]],
    ["if 3x + 5 = 20, what is x", ["5"]],
    ["3/(x+1) = 2", ["1/2"]],
    ["x^2 - 6x + 9 = 0", ["3"]],
    ["(x^2-1)/(x-1) = 2", []],
    ["(x²−1)/(x−1) = 0", ["-1"]],
    ["2(x+1) = 2x + 2", "all"],
    ["2x + 3 = 2x + 5", []],
    ["1/x = 0", []],
    ["½ x = 4", ["8"]],
    ["50% of x = 4", ["8"]],
    ["2 + 2 = 5", false],
    ["0.1 + 0.2 = 0.3", true],
  ])("%s", (question, value) => expect(valueFor(question)).toEqual(value));

  it("simplifies the roots it keeps", () => {
    expect(ask("solve 2x² − 4x − 3 = 0").answer).toContain("1 + \\frac{1}{2}\\sqrt{10} \\approx 2.58113883");
    expect(ask("x² + x + 1 = 0").answer).toContain("-0.5 \\pm \\frac{1}{2}\\sqrt{3}\\,i");
  });

  it.each(["x^3 = 8", "sqrt(x) = 3", "x + y = 5", "2^x = 8", "xy = 6 and x + y = 5"])(
    "says how far it understood %s",
    (question) => {
      expect(ask(question).value).toBeUndefined();
      expect(ask(question).answer.length).toBeGreaterThan(40);
    },
  );

  it.each([
    "x = 3 and y = 4, what is x + y",
    "solve my problem",
    "x",
    "= 3",
    "E = mc2 by Einstein",
    "a == b",
    "x = y = 3",
    "f(x) = 2x, what is the derivative of f",
  ])("declines %s", (question) => {
    expect(isDeclined(question) || ask(question).value === undefined).toBe(true);
  });
});

describe("two equations in two unknowns", () => {
  it("have solutions that fit both in another library", () => {
    let solved = 0;
    fc.assert(
      fc.property(
        small,
        small,
        small,
        small,
        small,
        small,
        fc.constantFrom(" and ", ", ", "; ", "\n"),
        (a, b, c, d, e, f, joint) => {
          fc.pre((a !== 0 || d !== 0) && (b !== 0 || e !== 0));
          const value = valueFor(`${a}x ${signed(b)}y = ${c}${joint}${d}x ${signed(e)}y = ${f}`);
          if (a * e - b * d === 0) {
            expect(value === "all" || (Array.isArray(value) && value.length === 0)).toBe(true);
            if (value === "all") expect([a * f - c * d, b * f - c * e]).toEqual([0, 0].map((zero) => expect.closeTo(zero)));
            return;
          }
          solved += 1;
          const { x, y } = value as { x: string; y: string };
          for (const [p, q, r] of [
            [a, b, c],
            [d, e, f],
          ])
            expect(near(Number(evaluate(`${p}*(${x}) + ${q}*(${y})`)), r ?? Number.NaN)).toBe(true);
        },
      ),
      runs(500),
    );
    expect(solved).toBeGreaterThan(350);
  });
});
