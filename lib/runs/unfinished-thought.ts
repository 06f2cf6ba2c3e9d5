import type { View } from "#lib/reasoning/view.ts";

/** Thinking that never came to its answer. */
export interface UnfinishedThought {
  runId: string;
  partIds: string[];
  text: string;
}

/** What can be read of the newest thinking in this View: that of the last model call which has any; null when none has. */
export function unfinishedThoughtOf({ runId, parts }: View): UnfinishedThought | null {
  const readable = parts.filter((part) => part.kind === "reasoning" && part.text.trim() !== "");
  const step = readable.at(-1)?.step;
  const newest = readable.flatMap((part) => (part.kind === "reasoning" && part.step === step ? [part] : []));
  if (newest.length === 0) return null;
  return {
    runId,
    partIds: newest.map(({ id }) => id),
    text: newest
      .map(({ text }) => text)
      .join("\n\n")
      .trim(),
  };
}
