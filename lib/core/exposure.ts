/** Owns: how much of a model's thinking leaves the house for a program that asks with a key. */

/**
 * `none`: no word of any thought, only how many tokens it took. `summary`: what its provider itself wrote as a summary. `full`: all that
 * the panel shows. Asking a model to think harder never changes it.
 */
export const exposures = ["none", "summary", "full"] as const;
export type Exposure = (typeof exposures)[number];

/** Where thoughts stand in an answer over chat completions; `both` says them twice. */
export const reasoningFormats = ["reasoning_content", "reasoning", "both", "tags"] as const;
export type ReasoningFormat = (typeof reasoningFormats)[number];

/** The lesser of the two. */
export function leastExposure(a: Exposure, b: Exposure): Exposure {
  return exposures[Math.min(exposures.indexOf(a), exposures.indexOf(b))] ?? "none";
}
