import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "ollama",
  name: "Ollama",
  readsThinking: "full text",
  interleavesTools: "yes",
  effort: "on (Qwen 3); low, medium, high (gpt-oss)",
  off: "yes (Qwen 3); no (gpt-oss)",
  sendsBack: "text beside tool calls, in `thinking`",
  usage: "without reasoning tokens",
};
