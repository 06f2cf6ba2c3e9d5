/**
 * Owns: whether a text is written in gpt-oss's channels, and reading it then. For models known to write so, tokens count
 * wherever they are; for others only in a text that begins with one. The form without tokens is taken for one when the
 * text begins with `analysis`, stuck to the next word, and for other models only once `assistantfinal` has come.
 */
import type { HarmonyPiece } from "./harmony-channel.ts";
import { makeHarmonyTokens } from "./harmony-tokens.ts";
import { makeHarmonyWords } from "./harmony-words.ts";

export type { HarmonyPiece } from "./harmony-channel.ts";

export interface HarmonyReader {
  push(text: string): HarmonyPiece[];
  /** Call once after the last text. */
  end(): HarmonyPiece[];
  /** The text is known to have no channels: it comes back as it is. */
  readonly isPlain: boolean;
}

type Channels = Pick<HarmonyReader, "push" | "end">;

const openers = ["<|channel|>", "<|start|>", "<|message|>"];
const word = "analysis";
const turn = "assistantfinal";

const plain: Channels = { push: (text) => (text === "" ? [] : [{ kind: "text", text, opens: false }]), end: () => [] };

export function makeHarmonyReader({ isKnown }: { isKnown: boolean }): HarmonyReader {
  let reader: Channels | null = null;
  let begun = "";

  const start = (): HarmonyPiece[] => {
    const text = begun.trimStart();
    if (text === "" || isPrefix(text)) return [];
    if (openers.some((opener) => text.startsWith(opener))) reader = makeHarmonyTokens();
    else if (text.startsWith(word) && isStuck(text.charAt(word.length))) {
      reader = isKnown ? makeHarmonyWords() : waitForTurn();
      return reader.push(text.slice(word.length));
    } else reader = isKnown ? makeHarmonyTokens() : plain;
    return reader.push(begun);
  };
  return {
    push(text) {
      if (reader !== null) return reader.push(text);
      begun += text;
      return start();
    },
    end() {
      if (reader !== null) return reader.end();
      const [held, rest] = [begun, makeHarmonyTokens()];
      begun = "";
      return isKnown ? [...rest.push(held), ...rest.end()] : plain.push(held);
    },
    get isPlain() {
      return reader === plain;
    },
  };
}

/** Whether more text is needed to tell the form. */
function isPrefix(text: string): boolean {
  return text === word || [...openers, word].some((opener) => opener.length > text.length && opener.startsWith(text));
}

/** Whether this follows `analysis` only where a token was stripped between: in prose, a blank or a mark does. */
function isStuck(next: string): boolean {
  return /[\p{L}\p{N}"“*`(#]/u.test(next);
}

/** Holds all text until the word that proves its form; without it, gives it back. */
function waitForTurn(): Channels {
  let words: Channels | null = null;
  let held: string[] = [];
  let tail = "";
  return {
    push(text) {
      if (words !== null) return words.push(text);
      held.push(text);
      const seen = tail + text;
      tail = seen.slice(1 - turn.length);
      if (!seen.includes(turn)) return [];
      words = makeHarmonyWords();
      return words.push(held.join(""));
    },
    end() {
      if (words !== null) return words.end();
      const text = word + held.join("");
      held = [];
      return plain.push(text);
    },
  };
}
