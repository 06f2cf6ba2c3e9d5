import type { ModelInfo } from "#lib/models/model.ts";

/** Whether it thinks whatever it is asked. */
export function isAlwaysThinking({ reasons, efforts }: ModelInfo): boolean {
  return reasons === true && !efforts.includes("off");
}
