import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "compatible",
  name: "OpenAI-compatible server",
  readsThinking: "full text",
  interleavesTools: "yes",
  effort: "low, medium, high (gpt-oss); on (Qwen); low, medium, high (unknown models)",
  off: "no (gpt-oss); yes (Qwen); yes (unknown models)",
  sendsBack: "text beside tool calls, in `reasoning_content`",
  usage: "with reasoning tokens",
};
