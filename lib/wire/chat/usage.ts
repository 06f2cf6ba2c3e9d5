import type { Usage } from "#lib/reasoning/event.ts";
import type { ChatUsage } from "./delta.ts";

/** Null when the provider did not count: a number that was made up would be charged to somebody. */
export function chatUsage({ input, output, reasoning, cached }: Usage): ChatUsage | null {
  if (input === null || output === null) return null;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    ...(cached === null ? {} : { prompt_tokens_details: { cached_tokens: cached } }),
    completion_tokens_details: { reasoning_tokens: reasoning ?? 0 },
  };
}
