import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "responses",
  name: "Responses servers",
  readsThinking: "full text, summaries, sealed thoughts",
  interleavesTools: "yes",
  effort: "low, medium, high (gpt-oss); low, medium, high (unknown models)",
  off: "no (gpt-oss); yes (unknown models)",
  sendsBack: "sealed, as whole items",
  usage: "with reasoning tokens",
};
