/** Owns: how much of a solution is said aloud at each effort. */
import type { Effort } from "#lib/core/effort.ts";
import type { Solution, Thought } from "./solution.ts";

export interface SpokenCall {
  name: string;
  args: Record<string, unknown>;
}

export interface Speech {
  /** Markdown, each beginning with a `**Heading**` line. */
  thoughts: string[];
  /** To be made before there is an answer. */
  calls: SpokenCall[];
  /** Markdown; null where calls come first. */
  answer: string | null;
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

export function speak(
  solution: Pick<Solution, "thoughts" | "answer" | "isCertain">,
  effort: Effort,
): Speech & { answer: string } {
  return {
    thoughts: spoken(solution.thoughts, effort),
    calls: [],
    answer: solution.isCertain ? solution.answer : `${warning}\n\n${solution.answer}`,
  };
}

/** What is thought before calls. */
export function speakOfCalls(thoughts: readonly Thought[], calls: SpokenCall[], effort: Effort): Speech {
  return { thoughts: spoken(thoughts, effort), calls, answer: null };
}

function spoken(thoughts: readonly Thought[], effort: Effort): string[] {
  return thoughts.filter((thought) => isTold(thought.depth, effort)).map(({ heading, text }) => `**${heading}**\n\n${text}`);
}
