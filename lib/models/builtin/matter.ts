/** Owns: a question as something that is worked on over several requests. */
import type { CallOutcome } from "./call-outcome.ts";
import type { Solution, Thought } from "./solution.ts";
import type { SpokenCall } from "./speak.ts";

export type Move =
  | { kind: "call"; thoughts: Thought[]; call: SpokenCall }
  | { kind: "answer"; thoughts: Thought[]; answer: string; isCertain: boolean };

export interface Matter {
  /**
   * What is thought and done after these outcomes of its calls, oldest first: a pure function, so that each request comes to the
   * same. Answers where the call that it would make may not be made.
   */
  next(tried: readonly CallOutcome[], mayCall: (call: SpokenCall) => boolean): Move;
}

/** A question that no tool is needed for. */
export function plainMatter({ thoughts, answer, isCertain }: Solution): Matter {
  return { next: () => ({ kind: "answer", thoughts, answer, isCertain }) };
}
