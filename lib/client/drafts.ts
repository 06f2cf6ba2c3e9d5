/** Owns: words written but not yet sent, one draft per conversation, kept by the browser across reloads. */

/** The part of `localStorage` that is used. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface Drafts {
  /** `null` stands for the conversation that does not exist yet. */
  read(conversationId: string | null): string;
  write(conversationId: string | null, text: string): void;
}

export function createDrafts(storage: DraftStorage | null): Drafts {
  const keyOf = (conversationId: string | null) => `aloud-draft:${conversationId ?? "new"}`;
  return {
    read(conversationId) {
      try {
        return storage?.getItem(keyOf(conversationId)) ?? "";
      } catch {
        // A browser that forbids storage keeps no drafts; writing still works.
        return "";
      }
    },
    write(conversationId, text) {
      try {
        if (text === "") storage?.removeItem(keyOf(conversationId));
        else storage?.setItem(keyOf(conversationId), text);
      } catch {
        // Full or forbidden: the words are still in the composer.
      }
    },
  };
}

/** What the composer holds after a submit failed: the words that came back, and below them what was written since. */
export function joinDraft(returned: string, written: string): string {
  return written.trim() === "" || written === returned ? returned : `${returned}\n\n${written}`;
}
