import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Price } from "#lib/reasoning/event.ts";
import { listSentence, priceLine, priceOrigin, readDollars, writeDollars } from "./price-words.ts";

const price: Price = { input: 1.25, output: 10, cachedInput: 0.125, asOf: "2026-09-23", from: "list" };

describe("a price in words", () => {
  it("says input and output, whose it is and of which day", () => {
    expect(priceLine(price)).toBe("$1.25 in, $10 out");
    expect(priceOrigin(price)).toBe("list, 23 September 2026");
    expect(priceOrigin({ ...price, from: "owner" })).toBe("yours, 23 September 2026");
  });

  it("says all that the list says, and that it says nothing", () => {
    expect(listSentence(price)).toBe(
      "The list says $1.25 for input, $0.125 for cached input and $10 for output, read on 23 September 2026.",
    );
    expect(listSentence({ ...price, cachedInput: null, upToInput: 272_000 })).toBe(
      "The list says $1.25 for input and $10 for output, read on 23 September 2026. It holds for up to 272,000 tokens of input; longer ones get no cost.",
    );
    expect(listSentence(null)).toBe("The list that comes with Aloud has no price for this model.");
  });
});

describe("dollars as somebody wrote them", () => {
  it.each([
    ["1.25", 1.25],
    ["1,25", 1.25],
    ["0,075", 0.075],
    [" $ 3 ", 3],
    [".5", 0.5],
    ["0", 0],
    ["100000", 100_000],
    ["", null],
    ["  ", null],
  ])("are understood: %j", (text, amount) => {
    expect(readDollars(text)).toBe(amount);
  });

  it.each(["1,000", "1.2.3", "-1", "1e3", "free", "100001", "1 2", "$"])(
    "are refused where two meanings or none are possible: %j",
    (text) => {
      expect(readDollars(text)).toBe(text === "$" ? null : undefined);
    },
  );

  it("come back as they were written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), (thousandths) => {
        expect(readDollars(writeDollars(thousandths / 1000))).toBe(thousandths / 1000);
      }),
    );
  });
});
