import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "google",
  name: "Google Gemini",
  readsThinking: "summaries",
  interleavesTools: "yes",
  effort: "levels, or 1,024 to 32,768 tokens (2.5)",
  off: "2.5 Flash only",
  sendsBack: "thought signatures, each on its own part",
  usage: "input with cache, output with thoughts, thoughts",
};
