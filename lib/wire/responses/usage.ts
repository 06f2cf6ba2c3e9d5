import type { Usage } from "#lib/reasoning/event.ts";
import type { ResponseUsage } from "./response.ts";

/** Null when the provider did not count: a number that was made up would be charged to somebody. */
export function responseUsage({ input, output, reasoning, cached }: Usage): ResponseUsage | null {
  if (input === null || output === null) return null;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
  };
}
