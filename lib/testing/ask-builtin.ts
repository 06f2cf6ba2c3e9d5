/** For tests: asks the built-in model as a person would, on a fixed day. */
import fc from "fast-check";
import type { Context, Solution } from "#lib/models/builtin/solution.ts";
import { solve, solveAlone } from "#lib/models/builtin/solve.ts";

export const friday: Context = { today: { year: 2026, month: 11, day: 20 } };

/** The solution of one question; throws when it is declined, so that a test names the question. */
export function ask(question: string): Solution {
  const solution = solveAlone(question, friday);
  if (!solution) throw new Error(`declined: ${question}`);
  if (!solution.isCertain) throw new Error(`failed its own check: ${question}`);
  return solution;
}

export const valueFor = (question: string): unknown => ask(question).value;

/** Asked one after the other, the answer to the last. */
export const converse = (...questions: string[]): Solution => solve(questions, friday);

export const isDeclined = (question: string): boolean => solveAlone(question, friday) === null;

/** `7/12` or `-3` as a number. */
export function asNumber(value: unknown): number {
  const [above, below = "1"] = String(value).split("/");
  return Number(above) / Number(below);
}

/** `≈` and thousands taken away. */
export const readDecimal = (text: string) =>
  Number(
    text
      .replaceAll(",", "")
      .replace("−", "-")
      .replace("≈", "")
      .replace(/ × 10\^/, "e")
      .replace("−", "-"),
  );

export const runs = (numRuns: number) => ({ numRuns, seed: 20261120 });

/** A decimal with up to `places` decimals, as text. */
export const decimal = (max: number, places = 2) =>
  fc
    .tuple(fc.integer({ min: 1, max: max * 10 ** places }), fc.integer({ min: 0, max: places }))
    .map(([n, p]) => String(n / 10 ** p));

export const near = (a: number, b: number, tolerance = 1e-9) =>
  Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
