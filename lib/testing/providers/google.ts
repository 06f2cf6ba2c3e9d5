import type { ProviderRow } from "./row.ts";

export const row: ProviderRow = {
  kind: "google",
  name: "Google Gemini",
  readsThinking: "summaries, sealed thoughts",
  interleavesTools: "yes",
  effort:
    "low, medium, high (3.1 Pro); minimal, low, medium, high (3 Flash); 1,024 to 32,768 tokens (2.5 Pro); 1,024 to 24,576 tokens (2.5 Flash)",
  off: "no (3.1 Pro, 3 Flash, 2.5 Pro); yes (2.5 Flash)",
  sendsBack: "thought signatures, each on its own part",
  usage: "with reasoning tokens",
};
