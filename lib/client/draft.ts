/** Owns: the words in one composer, and when they reach the browser's storage. */
import type { Drafts } from "./drafts.ts";
import { createObservable } from "./observable.ts";

export interface Draft {
  get(): string;
  subscribe(listener: () => void): () => void;
  set(text: string): void;
  /** The words are on their way to the server: the composer is empty, the storage keeps them until `settle`. */
  handOver(): void;
  /** The server has answered: what is in the composer now is the draft, under the id the conversation has now. */
  settle(conversationId: string | null): void;
  /** Writes what is waiting to be written. */
  flush(): void;
}

const quietMs = 300;

export function createDraft(drafts: Drafts, conversationId: string | null): Draft {
  const words = createObservable(drafts.read(conversationId));
  let id = conversationId;
  let isHandedOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    drafts.write(id, words.get());
  };
  return {
    get: words.get,
    subscribe: words.subscribe,
    set(text) {
      words.set(text);
      if (isHandedOver) return;
      clearTimeout(timer);
      timer = setTimeout(flush, quietMs);
    },
    handOver() {
      flush();
      isHandedOver = true;
      words.set("");
    },
    settle(nextId) {
      isHandedOver = false;
      if (nextId !== id) drafts.write(id, "");
      id = nextId;
      clearTimeout(timer);
      timer = undefined;
      drafts.write(id, words.get());
    },
    flush,
  };
}
