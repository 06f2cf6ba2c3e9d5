import type { ModelInfo } from "#lib/models/model.ts";

/** Whether it thinks whatever it is asked; a model that takes efforts and has no off does, also where nobody says that it thinks. */
export function isAlwaysThinking({ reasons, efforts }: ModelInfo): boolean {
  return !efforts.includes("off") && (reasons === true || (reasons === null && efforts.length > 0));
}
