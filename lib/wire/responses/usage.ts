import type { Usage } from "#lib/reasoning/event.ts";
import type { ResponseUsage } from "./response.ts";

/**
 * Null when the provider did not count: a number that was made up would be charged to somebody. Details that are not known are left out:
 * a client that expects a number refuses null and with it the whole answer.
 */
export function responseUsage({ input, output, reasoning, cached }: Usage): ResponseUsage | null {
  if (input === null || output === null) return null;
  return {
    input_tokens: input,
    input_tokens_details: cached === null ? {} : { cached_tokens: cached },
    output_tokens: output,
    output_tokens_details: reasoning === null ? {} : { reasoning_tokens: reasoning },
    total_tokens: input + output,
  };
}
