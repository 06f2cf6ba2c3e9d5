import type { ProviderRow } from "./row.ts";

/** Proved by `lib/models/providers/ollama.test.ts`. */
export const row: ProviderRow = {
  kind: "ollama",
  name: "Ollama (own API)",
  readsThinking: "`message.thinking`, and tags in the text",
  interleavesTools: "yes: whole calls, thinking before each",
  effort: "`think`: on or off; levels for gpt-oss and Qwen 3.8",
  off: "`think: false`; gpt-oss cannot",
  sendsBack: "the thinking of tool turns, as text",
  usage: "input and output; thinking not apart",
};
