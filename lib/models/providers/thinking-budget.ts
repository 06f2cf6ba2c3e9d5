import type { Effort } from "#lib/core/effort.ts";

const budgets: Record<Exclude<Effort, "off" | "max">, number> = {
  minimal: 1024,
  low: 2048,
  medium: 8192,
  high: 16_384,
  xhigh: 32_768,
};

/** Tokens for thinking; null: as many as there are. A quarter of the output stays for the answer. */
export function thinkingBudget(effort: Exclude<Effort, "off">, outputLimit: number | null): number | null {
  const wish = effort === "max" ? null : budgets[effort];
  if (outputLimit === null) return wish;
  const most = Math.max(1, outputLimit - Math.ceil(outputLimit / 4));
  return wish === null ? most : Math.min(wish, most);
}
