import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "anthropic",
  name: "Anthropic",
  readsThinking:
    "summaries, sealed thoughts, redacted thoughts (Opus 4.8, Opus 5.5, Sonnet 5.5, Sonnet 4.5); full text, sealed thoughts, redacted thoughts (3.7)",
  interleavesTools: "yes (Opus 4.8); by a header (Sonnet 4.5)",
  effort:
    "low, medium, high, xhigh, max (Opus 4.8, Opus 5.5); between_tools, low, medium, high, xhigh, max (Sonnet 5.5); 1,024 to 48,000 tokens (Sonnet 4.5, 3.7)",
  off: "yes (Opus 4.8, Sonnet 4.5, 3.7); no (Opus 5.5, Sonnet 5.5)",
  sendsBack: "sealed, as whole blocks",
  usage: "with reasoning tokens",
};
