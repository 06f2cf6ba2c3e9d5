import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "xai",
  name: "xAI",
  readsThinking: "summaries, sealed thoughts",
  interleavesTools: "yes",
  effort: "low, medium, high (Grok 4.3); low, medium, high, xhigh (Grok 4.6); none (Grok 4.20)",
  off: "yes (Grok 4.3); no (Grok 4.6); no (Grok 4.20)",
  sendsBack: "sealed, as whole items",
  usage: "with reasoning tokens",
};
