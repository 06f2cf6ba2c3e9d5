import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "groq",
  name: "Groq",
  readsThinking: "full text",
  interleavesTools: "yes",
  effort: "default (Qwen); low, medium, high (gpt-oss)",
  off: "yes (Qwen); no (gpt-oss)",
  sendsBack: "text beside tool calls, in `reasoning`",
  usage: "with reasoning tokens",
};
