import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeOutput } from "./encode-output.ts";

const plain = async (value: unknown): Promise<unknown> => JSON.parse((await encodeOutput(value, 1_000_000)).text);

describe("encodeOutput", () => {
  it("writes what JSON.stringify writes, for every JSON value", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const { text, bytes, isWhole } = await encodeOutput(value, 1_000_000);
        expect(text).toBe(JSON.stringify(value));
        expect(bytes).toBe(Buffer.byteLength(text));
        expect(isWhole).toBe(true);
      }),
    );
  });

  it("says in words what JSON has no word for", async () => {
    const cycle: Record<string, unknown> = { name: "a" };
    cycle.self = cycle;
    expect(
      await plain({
        big: 2n ** 70n,
        small: 12n,
        missing: undefined,
        symbol: Symbol("s"),
        nan: Number.NaN,
        infinite: -Infinity,
        date: new Date(0),
        noDate: new Date(Number.NaN),
        map: new Map([["k", new Set([1])]]),
        pairs: new Map([[1, "one"]]),
        run: () => 1,
        bytes: new Uint8Array(3),
        error: new TypeError("no"),
        pattern: /a/g,
        url: new URL("https://example.org/"),
        cycle,
      }),
    ).toEqual({
      big: "1180591620717411303424",
      small: 12,
      missing: null,
      symbol: "Symbol(s)",
      nan: "NaN",
      infinite: "-Infinity",
      date: "1970-01-01T00:00:00.000Z",
      noDate: "Invalid Date",
      map: { k: [1] },
      pairs: [[1, "one"]],
      run: "[function]",
      bytes: "[3 bytes]",
      error: "TypeError: no",
      pattern: "/a/g",
      url: "https://example.org/",
      cycle: { name: "a", self: "[circular]" },
    });
    expect(await plain(undefined)).toBeNull();
    expect(await plain(-(2n ** 60_000n))).toMatch(/^-0x10+$/);
  });

  it("writes what stands in two places in both", async () => {
    const shared = { a: 1 };
    expect(await plain([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
  });

  it("keeps a key of the prototype's name a key", async () => {
    const value: unknown = await plain(JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1}'));
    expect(Object.keys(value as object)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it("ends on what is nested deeper than a stack", async () => {
    let deep: unknown = 1;
    for (let level = 0; level < 200_000; level++) deep = [deep];
    expect((await encodeOutput(deep, 1_000_000)).text).toContain('"[nested deeper than 100 levels]"');
  });

  it("measures all of a large value, keeps only its ends, and lets others go on meanwhile", async () => {
    const value = { rows: Array.from({ length: 200_000 }, (_, id) => ({ id, text: "ä👩🏽" })), long: "ü👍".repeat(500_000) };
    let turns = 0;
    let isOver = false;
    const others = (async () => {
      for (; !isOver; turns++) await nextTurn();
    })();
    const { text, tail, bytes, isWhole } = await encodeOutput(value, 10_000);
    isOver = true;
    await others;
    const whole = JSON.stringify(value);
    expect(isWhole).toBe(false);
    expect(bytes).toBe(Buffer.byteLength(whole));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10_000);
    expect(whole.startsWith(text) && whole.endsWith(tail)).toBe(true);
    expect(tail.length).toBeGreaterThan(10_000);
    expect(turns).toBeGreaterThan(10);
  });
});
