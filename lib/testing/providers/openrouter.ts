import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "openrouter",
  name: "OpenRouter",
  readsThinking: "full text",
  interleavesTools: "yes",
  effort: "minimal, low, medium, high, xhigh, max",
  off: "yes",
  sendsBack: "sealed, in `reasoning_details`",
  usage: "with reasoning tokens",
};
