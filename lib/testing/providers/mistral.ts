import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "mistral",
  name: "Mistral",
  readsThinking: "full text",
  interleavesTools: "yes",
  effort: "high (Small, Medium); low, medium, high (Large 4)",
  off: "yes (Small, Medium); no (Large 4)",
  sendsBack: "text always, in `content`",
  usage: "without reasoning tokens",
};
