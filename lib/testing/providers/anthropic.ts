import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "anthropic",
  name: "Anthropic",
  readsThinking: "summaries (full text of Claude 3.7), sealed and redacted thoughts",
  interleavesTools: "yes; older models by a beta header",
  effort: "low to max in words, or 1,024 to 48,000 tokens",
  off: "yes; not for Opus 5.5, Sonnet 5.5 and Fable 5",
  sendsBack: "thoughts with their signatures, unmodified",
  usage: "input with cache, output, thinking tokens",
};
