/** Owns: which conversations a person has turned tools off for, kept by this browser. */
import type { DraftStorage } from "./drafts.ts";

export interface Toolless {
  has(conversationId: string): boolean;
  set(conversationId: string, isToolless: boolean): void;
}

const key = "aloud-toolless";
const mostKept = 200;

export function createToolless(storage: DraftStorage | null): Toolless {
  const read = (): string[] => {
    try {
      return (storage?.getItem(key) ?? "").split(" ").filter(Boolean);
    } catch {
      // A browser that forbids storage remembers nothing; the choice holds until the page is closed.
      return [];
    }
  };
  return {
    has: (conversationId) => read().includes(conversationId),
    set(conversationId, isToolless) {
      const others = read().filter((id) => id !== conversationId);
      const next = isToolless ? [conversationId, ...others].slice(0, mostKept) : others;
      try {
        if (next.length === 0) storage?.removeItem(key);
        else storage?.setItem(key, next.join(" "));
      } catch {
        // Full or forbidden: the choice holds until the page is closed.
      }
    },
  };
}
