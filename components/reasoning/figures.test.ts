import { describe, expect, it } from "vitest";
import { formatCount, formatMoney, priceWords } from "./figures.ts";

describe("counts and money in words", () => {
  it("are a dash where they are not known", () => {
    expect(formatCount(null)).toBe("–");
    expect(formatCount(1204)).toBe("1,204");
    expect(formatCount(0)).toBe("0");
  });

  it.each([
    [0, "$0"],
    [0.0000004, "<$0.000001"],
    [0.000042, "$0.000042"],
    [0.00123, "$0.00123"],
    [0.01234, "$0.0123"],
    [0.5, "$0.50"],
    [1.5, "$1.50"],
    [123.456, "$123.46"],
    [4321, "$4,321.00"],
  ])("%d dollars are %s", (amount, words) => {
    expect(formatMoney(amount)).toBe(words);
  });

  it("tell by which price a cost was reckoned, and whose it is", () => {
    const price = { input: 1.25, output: 10, cachedInput: null, asOf: "2025-11-03", from: "list" } as const;
    expect(priceWords({ amount: 1, price })).toBe("at $1.25 in / $10 out per million, list of 2025-11-03");
    const own = { ...price, cachedInput: 0.125, from: "owner" } as const;
    expect(priceWords({ amount: 1, price: own })).toBe(
      "at $1.25 in / $0.125 cached / $10 out per million, your own price of 2025-11-03",
    );
  });
});
