/** Owns: finding words in what a run said and thought, as its stored View has it. Pure. */
import type { View } from "#lib/reasoning/view.ts";

export interface Excerpt {
  where: "answer" | "thought";
  /** Around the first hit, on one line, with … where it was cut. */
  text: string;
}

const excerptBefore = 90;
const excerptAfter = 190;
const mostWords = 12;

/** What is looked for: lower case, compatibility forms made one, each once. */
export function wordsOf(text: string): string[] {
  const words = normal(text).match(/[\p{L}\p{N}\p{M}]+(?:[-'’._][\p{L}\p{N}\p{M}]+)*|[^\s\p{P}\p{C}]+/gu) ?? [];
  return [...new Set(words)].slice(0, mostWords);
}

/** The first answer of this View that holds all the words, else the first thought. `view`: a View as JSON; null finds nothing. */
export function findIn(view: string | null, words: readonly string[]): Excerpt | null {
  const parts = view === null ? [] : textsOf(view);
  for (const where of ["answer", "thought"] as const) {
    for (const part of parts) {
      if (part.where !== where) continue;
      const text = excerptOf(part.text, words);
      if (text !== null) return { where, text };
    }
  }
  return null;
}

/** Null unless all words are in the text. */
export function excerptOf(text: string, words: readonly string[]): string | null {
  const haystack = normal(text);
  const places = words.map((word) => haystack.indexOf(word));
  if (words.length === 0 || places.some((place) => place < 0)) return null;
  // Where making letters alike moved them, the text that was searched is the one that is shown.
  const shown = haystack.length === text.length ? text : haystack;
  const place = Math.min(...places);
  const from = wholeFrom(shown, Math.max(0, place - excerptBefore));
  const to = Math.min(shown.length, place + excerptAfter);
  const middle = shown.slice(from, to).toWellFormed().replace(/\s+/g, " ").trim();
  return `${from > 0 ? "…" : ""}${middle}${to < shown.length ? "…" : ""}`;
}

/** Not in the middle of a word, if one ends near. */
function wholeFrom(text: string, from: number): number {
  if (from === 0) return 0;
  const space = text.slice(from, from + 25).search(/\s/);
  return space < 0 ? from : from + space + 1;
}

function normal(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function textsOf(view: string): Excerpt[] {
  const { parts } = JSON.parse(view) as Partial<View>;
  return (parts ?? []).flatMap((part): Excerpt[] => {
    if (part.kind === "text") return [{ where: "answer", text: part.text }];
    if (part.kind === "reasoning") return [{ where: "thought", text: part.text }];
    return [];
  });
}
