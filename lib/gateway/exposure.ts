/** Owns: how much of the thinking one request of a caller is given, and where it stands. */
import type { Caller } from "#lib/core/caller.ts";
import { type Exposure, leastExposure, type ReasoningFormat } from "#lib/core/exposure.ts";

export interface ExposureWish {
  exposure?: Exposure | undefined;
  /** `off`: no thoughts at all. */
  format?: ReasoningFormat | "off" | undefined;
}

/** The key is the ceiling, the request picks below it. Wishing for a format raises nothing. */
export function exposureFor(caller: Caller, wish: ExposureWish): { exposure: Exposure; format: ReasoningFormat } {
  const format = caller.key?.format ?? "reasoning_content";
  if (wish.format === "off") return { exposure: "none", format };
  const exposure = leastExposure(ceilingOf(caller), wish.exposure ?? "full");
  return { exposure, format: wish.format ?? format };
}

/** Without a key it is the owner, who may see everything. */
export function ceilingOf({ key }: Caller): Exposure {
  return key?.exposure ?? "full";
}
