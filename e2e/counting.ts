/** Owns: an answer whose every word has a number, so that a test can tell what is missing and what came twice. */
import type { Action, Scenario } from "#lib/testing/upstream/scenario.ts";

export const thoughtWords = numbered("thought", 60);
export const answerWords = numbered("answer", 40);

function numbered(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${word}${index + 1}`);
}

/** Three thoughts with a heading each, then the answer; all words in order, each once. */
export const counting: Scenario = () => [
  ...["First", "Second", "Third"].map((heading, index): Action => {
    const own = thoughtWords.slice(index * 20, index * 20 + 20);
    return { kind: "thought", text: `**${heading} look**\n\n${own.join(" ")}` };
  }),
  { kind: "text", text: answerWords.join(" ") },
  { kind: "finish", reason: "stop", usage: "count" },
];
