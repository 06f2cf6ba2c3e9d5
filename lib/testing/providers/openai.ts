import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "openai",
  name: "OpenAI",
  readsThinking: "summaries, sealed thoughts",
  interleavesTools: "yes",
  effort: "minimal, low, medium, high (GPT-5); low, medium, high, xhigh, max (GPT-5.6); low, medium, high (o4-mini)",
  off: "no (GPT-5); yes (GPT-5.6); no (o4-mini)",
  sendsBack: "sealed, as whole items",
  usage: "with reasoning tokens",
};
