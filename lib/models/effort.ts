/** Owns: from the one scale of efforts to a model's own. Pure. */
import { type Effort, efforts } from "#lib/core/effort.ts";

/**
 * The supported effort nearest to the wish: itself, else the next lower, else the lowest there is. Rounding never turns
 * thinking off: `off` comes only of `off`. Null when the model takes no effort at all.
 */
export function nearestEffort(wish: Effort, supported: readonly Effort[]): Effort | null {
  if (supported.includes(wish)) return wish;
  const thinking = efforts.filter((effort) => effort !== "off" && supported.includes(effort));
  const rank = efforts.indexOf(wish);
  return thinking.findLast((effort) => efforts.indexOf(effort) <= rank) ?? thinking[0] ?? supported[0] ?? null;
}

/** The word both wires use. */
export function effortWord(effort: Effort): string {
  return effort === "off" ? "none" : effort;
}

/** The middle of what a model takes, which is what providers themselves start from. */
export function defaultEffort(supported: readonly Effort[]): Effort {
  return nearestEffort("medium", supported) ?? "off";
}
