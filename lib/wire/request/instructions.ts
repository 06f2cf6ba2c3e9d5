/** Everything that the model is told beside the conversation, as one text; null: nothing. */
export function joinInstructions(texts: readonly string[]): string | null {
  return texts.filter((text) => text.trim() !== "").join("\n\n") || null;
}
