import fc from "fast-check";
import { max, mean, median, min, std, sum, variance } from "mathjs";
import { describe, expect, it } from "vitest";
import { ask, asNumber, isDeclined, near, readDecimal, runs } from "#lib/testing/ask-builtin.ts";

const list = fc.array(
  fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 0, max: 2 })).map(([n, places]) => n / 10 ** places),
  { minLength: 2, maxLength: 12 },
);

const joints = fc.constantFrom(", ", " ", "; ", ",");

function values(question: string): Record<string, number> {
  const entries = Object.entries(ask(question).value as Record<string, unknown>);
  return Object.fromEntries(
    entries
      .filter(([, value]) => !Array.isArray(value))
      .map(([name, value]) => [
        name,
        typeof value === "string" ? asNumber(value) : readDecimal((value as { decimal: string }).decimal),
      ]),
  );
}

describe("statistics of a list", () => {
  it("agree with another library", () => {
    fc.assert(
      fc.property(list, joints, fc.constantFrom("statistics of ", "stats: "), (numbers, joint, lead) => {
        const got = values(`${lead}${numbers.join(joint)}`);
        const wanted = {
          sum: sum(numbers),
          mean: mean(numbers),
          median: median(numbers),
          range: max(numbers) - min(numbers),
          minimum: min(numbers),
          maximum: max(numbers),
          "population variance": variance(numbers, "uncorrected"),
          "sample variance": variance(numbers),
          "population standard deviation": std(numbers, "uncorrected"),
          "sample standard deviation": std(numbers),
        };
        for (const [name, value] of Object.entries(wanted))
          expect({ name, near: near(got[name] ?? Number.NaN, Number(value), 3e-9) }).toEqual({ name, near: true });
      }),
      runs(500),
    );
  });

  it("name every most frequent value, or none", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 10 }), (numbers) => {
        const counts = new Map<number, number>();
        for (const n of numbers) counts.set(n, (counts.get(n) ?? 0) + 1);
        const most = Math.max(...counts.values());
        const modes = [...counts].filter(([, count]) => count === most).map(([n]) => n);
        const wanted =
          most === 1 || (modes.length === counts.size && counts.size > 1) ? [] : modes.sort((a, b) => a - b).map(String);
        expect(ask(`mode of ${numbers.join(", ")}`).value).toEqual({ mode: wanted });
      }),
      runs(300),
    );
  });

  it.each([
    [
      "Mean, median and standard deviation of 4, 8, 15, 16, 23, 42",
      { mean: 18, median: 15.5, "population standard deviation": 12.31530213, "sample standard deviation": 13.49073756 },
    ],
    ["what is the average of 1,200, 1,300 and 1,400", { mean: 1300 }],
    ["median of 100,200,300", { median: 200 }],
    ["3 1 2 median", { median: 2 }],
    ["range of 1/2, 3/4, 2", { range: 1.5 }],
    ["find the mean of the numbers 2, 4 and 9", { mean: 5 }],
    ["largest of 3, 9, 2", { maximum: 9 }],
    ["total of 1.5, 2.5, 3", { sum: 7 }],
  ])("%s", (question, value) => {
    for (const [name, wanted] of Object.entries(value)) expect(values(question)[name]).toBeCloseTo(wanted, 7);
  });

  it.each([
    "mean of life",
    "what does 3, 4, 5 mean",
    "average rainfall in 2020",
    "mean of 5",
    "mode of transport 4, 5",
    "median of 1, 2, x",
    "total cost of 3 apples",
    "largest of the 3 bears",
    "mean of 1,2;x",
  ])("declines %s", (question) => {
    expect(isDeclined(question)).toBe(true);
  });
});
