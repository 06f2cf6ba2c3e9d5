import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Price, Usage } from "#lib/reasoning/event.ts";
import { costOf, kindAt, priceOf } from "./cost.ts";
import { priceLists } from "./prices.ts";

const price: Price = { input: 2, output: 10, cachedInput: 0.5, asOf: "2026-11-20", from: "list" };
const usage: Usage = { input: 1_000, output: 200, reasoning: 150, cached: 400 };

describe("what a run cost", () => {
  it("counts cached input at its own price, and thinking as the output it is", () => {
    expect(costOf(usage, price)).toEqual({ amount: (600 * 2 + 400 * 0.5 + 200 * 10) / 1e6, price });
    expect(costOf({ ...usage, reasoning: null }, price)?.amount).toBe(costOf(usage, price)?.amount);
  });

  it("counts all input alike where cached input has no price of its own", () => {
    const plain = { ...price, cachedInput: null };
    expect(costOf(usage, plain)?.amount).toBe((1_000 * 2 + 200 * 10) / 1e6);
    expect(costOf({ ...usage, cached: null }, plain)?.amount).toBe((1_000 * 2 + 200 * 10) / 1e6);
  });

  it.each([
    ["no price", usage, null],
    ["no input", { ...usage, input: null }, price],
    ["no output", { ...usage, output: null }, price],
    ["no count of what came from a cache that has its own price", { ...usage, cached: null }, price],
    ["more from the cache than there was", { ...usage, cached: 1_001 }, price],
    ["more input than the price holds for", usage, { ...price, upToInput: 999 }],
  ])("is not known with %s", (_, given, at) => {
    expect(costOf(given, at)).toBeNull();
  });

  it("is known to the last token that the price holds for", () => {
    expect(costOf(usage, { ...price, upToInput: 1_000 })).not.toBeNull();
    expect(costOf(usage, { ...price, upToInput: 500 }, 500)).not.toBeNull();
    expect(costOf(usage, { ...price, upToInput: 500 }, 501)).toBeNull();
    expect(costOf(usage, price, null)).toBeNull();
  });

  it("never shrinks with more output, and never exceeds all input at the full price", () => {
    const count = fc.integer({ min: 0, max: 2_000_000 });
    fc.assert(
      fc.property(count, count, count, (input, output, cached) => {
        const amount = (more: number) =>
          costOf({ input, output: output + more, reasoning: null, cached: Math.min(cached, input) }, price)?.amount ?? -1;
        expect(amount(1)).toBeGreaterThan(amount(0));
        expect(amount(0)).toBeLessThanOrEqual((input * price.input + output * price.output) / 1e6 + 1e-9);
        expect(amount(0)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("the price of a model", () => {
  it("is the owner's where there is one", () => {
    const own = { input: 0, output: 0, cachedInput: null, asOf: "2026-01-01" };
    expect(priceOf("anthropic", "claude-haiku-4-5", own)).toEqual({ ...own, from: "owner" });
    expect(priceOf(null, "anything", own)).toEqual({ ...own, from: "owner" });
  });

  it("is the list's for a model and for its dated copies, and for nothing that only begins like it", () => {
    const listed = priceOf("anthropic", "claude-haiku-4-5", undefined);
    expect(listed).toMatchObject({ from: "list", asOf: "2026-09-23", input: 1, upToInput: 200_000 });
    expect(priceOf("anthropic", "claude-haiku-4-5-20251001", undefined)).toEqual(listed);
    expect(priceOf("anthropic", "claude-haiku-4-5-turbo", undefined)).toBeNull();
    expect(priceOf("anthropic", "constructor", undefined)).toBeNull();
    expect(priceOf("ollama", "claude-haiku-4-5", undefined)).toBeNull();
  });

  it("holds at the provider's own address and at no other", () => {
    expect(kindAt("https://api.anthropic.com/v1")).toBe("anthropic");
    expect(kindAt("https://api.openai.com/other")).toBe("openai");
    expect(kindAt("https://proxy.example/api.openai.com/v1")).toBeNull();
    expect(kindAt("nonsense")).toBeNull();
  });

  it("is whole in every row: a day, a source, and figures that can be prices", () => {
    const lists = Object.values(priceLists).flat();
    expect(lists.length).toBeGreaterThan(2);
    for (const { asOf, source, models } of lists) {
      expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(new URL(source).protocol).toBe("https:");
      for (const [input, cachedInput, output, upToInput = 1] of Object.values(models)) {
        expect(Math.min(input, output, upToInput)).toBeGreaterThan(0);
        expect(output).toBeGreaterThanOrEqual(input);
        expect(cachedInput ?? 0).toBeLessThanOrEqual(input);
      }
    }
  });
});
