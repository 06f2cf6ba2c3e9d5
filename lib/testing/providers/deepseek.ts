import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "deepseek",
  name: "DeepSeek",
  readsThinking: "full text",
  interleavesTools: "yes",
  effort: "low, high, max",
  off: "yes",
  sendsBack: "text beside tool calls, in `reasoning_content`",
  usage: "with reasoning tokens",
};
