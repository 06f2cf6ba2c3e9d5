import type { Effort } from "#lib/core/effort.ts";

/** How an effort is called, and what it means in a few words. */
export const effortWords: Record<Effort, { name: string; meaning: string }> = {
  off: { name: "No thinking", meaning: "Answers at once" },
  minimal: { name: "Minimal", meaning: "Hardly any thought" },
  low: { name: "Low", meaning: "A short thought" },
  medium: { name: "Medium", meaning: "As much as usual" },
  high: { name: "High", meaning: "Longer, more careful" },
  xhigh: { name: "Very high", meaning: "Much longer" },
  max: { name: "Maximum", meaning: "All it can" },
};
