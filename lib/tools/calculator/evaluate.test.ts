import fc from "fast-check";
import { all, create, type MathJsInstance } from "mathjs";
import { describe, expect, it } from "vitest";
import { answer } from "./evaluate.ts";
import type { CalculatorAnswer } from "./question.ts";

const ask = (expression: string, variables: [string, string][] = []) => answer({ expression, variables, over: null });

function number(expression: string): Extract<CalculatorAnswer, { kind: "number" }> {
  const found = ask(expression);
  if (found.kind !== "number") throw new Error(JSON.stringify(found));
  return found;
}

function refusal(expression: string): string {
  const found = ask(expression);
  if (found.kind !== "refused") throw new Error(`${expression} gives ${JSON.stringify(found)}`);
  return found.message;
}

/** The library as it comes, with machine numbers. */
const plain: MathJsInstance = create(all ?? {}, {});

interface Sum {
  text: string;
  /** Numerator and denominator, counted by hand; null where something is divided by zero. */
  value: [bigint, bigint] | null;
}

const leaf = fc.integer({ min: 0, max: 999 }).map((n): Sum => ({ text: String(n), value: [BigInt(n), 1n] }));
const sums = fc.letrec<{ sum: Sum }>((tie) => ({
  sum: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.tuple(tie("sum"), fc.constantFrom("+", "-", "*", "/"), tie("sum")).map(([a, sign, b]): Sum => {
      if (!a.value || !b.value || (sign === "/" && b.value[0] === 0n))
        return { text: `(${a.text} ${sign} ${b.text})`, value: null };
      const [[an, ad], [bn, bd]] = [a.value, b.value];
      const values: Record<string, [bigint, bigint]> = {
        "+": [an * bd + bn * ad, ad * bd],
        "-": [an * bd - bn * ad, ad * bd],
        "*": [an * bn, ad * bd],
        "/": [an * bd, ad * bn],
      };
      return { text: `(${a.text} ${sign} ${b.text})`, value: values[sign] ?? [0n, 0n] };
    }),
  ),
})).sum;

describe("what is exact", () => {
  it("is the same as fractions counted by hand, whatever the sum", () => {
    fc.assert(
      fc.property(sums, ({ text, value }) => {
        if (value) {
          const [n = 0n, d = 1n] = (number(text).exact ?? "inexact").split("/").map(BigInt);
          expect(n * value[1]).toBe(value[0] * d);
        } else expect(refusal(text)).toBe("Something is divided by zero.");
      }),
      { numRuns: 300 },
    );
  });

  it("agrees with the plain library as far as its numbers go", () => {
    fc.assert(
      fc.property(sums, fc.constantFrom("sin", "cos", "exp", "sqrt", "atan", "cbrt"), ({ text, value }, name) => {
        fc.pre(value !== null && Math.abs(Number(value[0]) / Number(value[1])) < 30);
        const expression = `${name}(${text})`;
        const expected: unknown = plain.evaluate(expression);
        fc.pre(typeof expected === "number");
        const difference = Math.abs(Number(number(expression).decimal) - Number(expected));
        expect(difference).toBeLessThan(1e-9 * Math.max(1, Math.abs(Number(expected))));
      }),
      { numRuns: 300 },
    );
  });

  it("has a decimal that is the value itself exactly when it says so", () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 1, max: 9999 }), (top, bottom) => {
        const { exact, decimal, isRounded } = number(`${top}/${bottom}`);
        const [, places = ""] = decimal.split(".");
        const scaled = BigInt(decimal.replace(".", ""));
        const isSame = scaled * BigInt(bottom) === BigInt(top) * 10n ** BigInt(places.length);
        expect(isRounded).toBe(!isSame);
        expect(exact).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it("stays so through powers, roots of squares, factorials, combinations and matrices", () => {
    const cases: [string, string][] = [
      ["1/3 + 1/6", "1/2"],
      ["0.1 + 0.2", "3/10"],
      ["2^100", "1267650600228229401496703205376"],
      ["(2/3)^-3", "27/8"],
      ["sqrt(16/9)", "4/3"],
      ["25!", "15511210043330985984000000"],
      ["combinations(52, 5)", "2598960"],
      ["permutations(10, 3)", "720"],
      ["2^100000 mod 7", "2"],
      ["1.5e3 / 7", "1500/7"],
      ["10% * 50", "5"],
      ["mean(1, 2, 4)", "7/3"],
      ["det([[1, 2], [3, 4]])", "-2"],
      ["f(x) = x^2; f(3)", "9"],
      ["a = 2; b = a + 1; a * b", "6"],
      ["√16 × 2² ÷ 3", "16/3"],
      ["sum([1/3, 1/3])", "2/3"],
    ];
    for (const [expression, exact] of cases) expect(number(expression), expression).toMatchObject({ exact });
    expect(ask("inv([[1, 2], [3, 4]])")).toMatchObject({
      kind: "matrix",
      isVector: false,
      rows: [
        [{ exact: "-2" }, { exact: "1" }],
        [{ exact: "3/2" }, { exact: "-1/2" }],
      ],
    });
  });

  it("is never claimed of what is not", () => {
    for (const expression of [
      "sqrt(2)",
      "pi",
      "pi/3",
      "2^0.5",
      "7^(1/3) * 3",
      "90 deg to rad",
      "1 gallon to L",
      "sqrt(2)^2",
      "e",
      "sin(1/2)",
      "log(8, 2)",
    ]) {
      expect(number(expression).exact, expression).toBeNull();
    }
    expect(number("sqrt(2)").decimal).toBe("1.4142135623730950488");
    expect(number("pi")).toMatchObject({ decimal: "3.1415926535897932385", isRounded: true });
  });
});

describe("other values", () => {
  it("come with their units, parts or words", () => {
    expect(number("5 km/hour to m/s").decimal).toBe("1.3888888888888888889 m / s");
    expect(number("10 stone to kg")).toMatchObject({ decimal: "63.5029318 kg", isRounded: false });
    expect(number("60 mph to km/hour").decimal).toBe("96.56064 km / hour");
    expect(number("100 degF to degC").decimal).toBe("37.777777777777777778 degC");
    expect(number("(1 + 2i)^2").decimal).toBe("-3 + 4i");
    expect(number("cos(60 deg)")).toMatchObject({ decimal: "0.5", isRounded: false });
    expect(number("sin(pi)").decimal).toBe("0");
    expect(number("gamma(1/2)").decimal).toBe("1.77245385090552");
    expect(ask("1/3 == 0.3333333333333333333")).toEqual({ kind: "words", text: "false" });
    expect(ask("derivative('x^2', 'x')")).toEqual({ kind: "words", text: "2 * x" });
    expect(
      ask("x * y", [
        ["x", "1/3"],
        ["y", "x + 1"],
      ]),
    ).toMatchObject({ exact: "4/9" });
  });

  it("are refused in a sentence when there is none", () => {
    expect(refusal("1/(1/0)")).toBe("Something is divided by zero.");
    for (const expression of ["log(0)", "9^9^9^9", "tan(pi/2)"]) expect(refusal(expression)).toContain("not a finite number");
    expect(refusal("x + 1")).toBe("Undefined symbol x.");
    expect(refusal("2 +")).toBe("Unexpected end of expression (char 4).");
    expect(refusal("f(x) = x")).toContain("defines a function");
    expect(refusal("f(x) = f(x); f(1)")).toBe("The expression calls itself without end.");
    expect(refusal("zeros(200, 200)")).toContain("more than 10,000 cells");
    expect(refusal("# nothing")).toBe("The expression gives no value.");
  });

  it("are listed over a range, without the points where there is none", () => {
    const over = { variable: "x", from: "-1", to: "1", steps: 4 };
    expect(answer({ expression: "1/x + a", variables: [["a", "1"]], over })).toEqual({
      kind: "series",
      points: [
        { x: -1, y: 0 },
        { x: -0.5, y: -1 },
        { x: 0.5, y: 3 },
        { x: 1, y: 2 },
      ],
      leftOut: { count: 1, why: "At x = 0 the value is not finite." },
    });
    const tenths = answer({ expression: "x", variables: [], over: { ...over, from: "0", steps: 10 } });
    expect(tenths.kind === "series" && tenths.points.map(({ x }) => x)).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
    expect(answer({ expression: "x * cm", variables: [], over })).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("Unit"),
    });
    expect(answer({ expression: "x", variables: [], over: { ...over, to: "-1" } })).toMatchObject({ kind: "refused" });
  });
});

describe("what an expression cannot reach", () => {
  it("is everything that changes the library or reads further", () => {
    const calls = [
      "import({a: 1})",
      "config({number: 'number'})",
      "createUnit('foo')",
      "evaluate('1')",
      "parse('1')",
      "compile('1')",
      "parser()",
      "typed('f', {})",
      "help('sin')",
      "resolve('x')",
      "reviver()",
      "chain(1)",
      "simplifyCore('x')",
      "rationalize('x')",
    ];
    for (const call of calls) expect(refusal(call), call).toMatch(/does not have|Undefined function/);
    expect(number("0.1 + 0.2").exact).toBe("3/10");
  });

  it("is the language under it", () => {
    const attempts = [
      "cos.constructor",
      "[].constructor",
      '"a".constructor',
      "{}.__proto__",
      '{}["__proto__"]',
      "{}.constructor.constructor",
      "f(x) = x; f.constructor",
      'f(x) = x; f["constructor"]("return process")',
      "sin.call",
      "sin.apply(null, [1])",
      "[1].map.constructor",
      "process",
      "globalThis",
      "require('fs')",
      '{"__proto__": 1}.isAdmin',
      "a = {}; a.__proto__ = {isAdmin: true}",
      "a = {}; a.constructor.prototype.isAdmin = true",
      "unit('5cm').constructor",
      "matrix([1]).forEach.constructor",
    ];
    for (const attempt of attempts) {
      const found = ask(attempt);
      expect(JSON.stringify(found), attempt).not.toMatch(/\[native code\]|\[object/);
      expect(["refused", "words"], attempt).toContain(found.kind);
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(
      ask("x + 1", [
        ["__proto__", "1"],
        ["x", "2"],
      ]),
    ).toMatchObject({ exact: "3" });
  });
});
