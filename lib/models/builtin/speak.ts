/** Owns: how much of a solution is said aloud at each effort. */
import type { Effort } from "#lib/core/effort.ts";
import type { Solution } from "./solution.ts";

export interface Speech {
  /** Markdown, each beginning with a `**Heading**` line. */
  thoughts: string[];
  /** Markdown. */
  answer: string;
}

/** The efforts that change something: minimal is low, and everything above high is high. */
export const builtinEfforts = ["off", "low", "medium", "high"] as const satisfies readonly Effort[];

function isTold(depth: 1 | 2 | 3, effort: Effort): boolean {
  switch (effort) {
    case "off":
      return false;
    case "minimal":
    case "low":
      return depth === 1;
    case "medium":
      return depth === 2;
    case "high":
    case "xhigh":
    case "max":
      return depth >= 2;
    default:
      return effort satisfies never;
  }
}

const warning = "**This result failed its own check, so it should not be relied on.**";

export function speak(solution: Solution, effort: Effort): Speech {
  return {
    thoughts: solution.thoughts
      .filter((thought) => isTold(thought.depth, effort))
      .map((thought) => `**${thought.heading}**\n\n${thought.text}`),
    answer: solution.isCertain ? solution.answer : `${warning}\n\n${solution.answer}`,
  };
}
