import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { heardContext } from "#lib/testing/heard-context.ts";
import { calculator } from "./calculator.ts";
import { runTool } from "./run-tool.ts";
import { declarationOf } from "./schema.ts";

const ask = (args: unknown, signal?: AbortSignal) =>
  runTool(calculator, args, heardContext({ ...(signal && { signal }) }).context);

describe("calculator", () => {
  it("gives the exact value to the model and a line to the person", async () => {
    expect(await ask({ expression: "17 * 24" })).toMatchObject({
      result: { exact: "408", decimal: "408", isRounded: false },
      shown: { kind: "text", text: "17 × 24 = 408" },
    });
    expect(await ask({ expression: "1/3 + x", variables: { x: 0.5 } })).toMatchObject({
      result: { exact: "5/6" },
      shown: { text: "1/3 + x = 5/6 ≈ 0.83333333333333333333" },
    });
    expect(await ask({ expression: "1/3" })).toMatchObject({ shown: { text: "1/3 ≈ 0.33333333333333333333" } });
    expect(await ask({ expression: "3 > 2" })).toMatchObject({ result: { value: "true" }, shown: { text: "3 > 2\ntrue" } });
  });

  it("shows a matrix as a table and a range as a series", async () => {
    expect(await ask({ expression: "inv([[1, 2], [3, 4]])" })).toMatchObject({
      result: {
        matrix: [
          ["-2", "1"],
          ["3/2", "-1/2"],
        ],
        isRounded: false,
      },
      shown: {
        kind: "table",
        columns: ["1", "2"],
        rows: [
          [-2, 1],
          ["3/2", "-1/2"],
        ],
      },
    });
    expect(await ask({ expression: "x^2", over: { variable: "x", from: 0, to: "2*2", steps: 2 } })).toMatchObject({
      result: {
        columns: ["x", "value"],
        points: [
          [0, 0],
          [2, 4],
          [4, 16],
        ],
      },
      shown: {
        kind: "series",
        title: "x^2",
        xLabel: "x",
        points: [
          { x: 0, y: 0 },
          { x: 2, y: 4 },
          { x: 4, y: 16 },
        ],
      },
    });
  });

  it("says what is wrong with an expression, and goes on", async () => {
    expect(await ask({ expression: "2 +" })).toEqual({
      kind: "failed",
      message: "Unexpected end of expression (char 4).",
      isTimeout: false,
    });
    expect(await ask({ expression: "x", variables: { "a b": 1 } })).toMatchObject({ message: expect.stringContaining("`a b`") });
    expect(await ask({ expression: "x".repeat(3000) })).toMatchObject({ message: expect.stringContaining("`expression`") });
    expect(await ask({ expression: "2 + 2" })).toMatchObject({ result: { exact: "4" } });
  });

  it("ends alone when it wants more memory than there is", async () => {
    const bombs = [
      "zeros(20000, 20000)",
      's = "aaaaaaaaaa"; f(x, n) = n == 0 ? x : f(concat(x, x), n - 1); size(f(s, 40))',
      "f(x, n) = n == 0 ? x : f(x * x, n - 1); f(3, 60)",
    ];
    for (const expression of bombs) expect(await ask({ expression }), expression).toMatchObject({ kind: "failed" });
  });

  it("is stopped by its time, and holds nobody up meanwhile", async () => {
    let turns = 0;
    let isOver = false;
    const others = (async () => {
      for (; !isOver; turns++) await sleep(10);
    })();
    expect(await ask({ expression: "factorial(1e9)" })).toMatchObject({
      kind: "failed",
      message: "The calculation takes longer than 5 seconds. Make it smaller.",
    });
    isOver = true;
    await others;
    expect(turns).toBeGreaterThan(50);
  });

  it("ends at once when the run is stopped", async () => {
    const stop = new AbortController();
    const running = ask({ expression: "factorial(1e9)" }, stop.signal);
    stop.abort();
    expect(await running).toEqual({ kind: "stopped" });
  });

  it("calculates several things at once, more than there are processes", async () => {
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, n) => ask({ expression: `${n}^2` })));
    expect(outcomes.map((outcome) => (outcome.kind === "done" ? (outcome.result as { exact: string }).exact : outcome))).toEqual(
      Array.from({ length: 12 }, (_, n) => String(n ** 2)),
    );
  });

  it("declares an object that any provider takes, and says each call in one line", () => {
    expect(declarationOf(calculator).inputSchema).toMatchObject({ type: "object", required: ["expression"] });
    expect(calculator.say({ expression: "17*24 .* a **  2" })).toBe("17 × 24 .* a ** 2");
    expect(calculator.say({ expression: "x", over: { variable: "x", from: 0, to: "pi", steps: 2 } })).toBe(
      "x for x from 0 to pi",
    );
  });
});
