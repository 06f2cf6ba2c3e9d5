/**
 * Owns: the conversations that this page has loaded, and every change a person makes to one from the list.
 * Does not own: order and headings (`group-conversations.ts`), what is inside a conversation (`conversation-session.ts`).
 */
import type { ConversationPage, ConversationSummary } from "#lib/conversations/conversation.ts";
import type { Api, ConversationPatch } from "./api.ts";
import { type ApiError, asApiError } from "./api-error.ts";
import { createObservable } from "./observable.ts";

export interface ListState {
  conversations: readonly ConversationSummary[];
  nextCursor: string | null;
  isLoading: boolean;
  /** Why the last loading failed. */
  error: ApiError | null;
}

export interface ConversationList {
  get(): ListState;
  subscribe(listener: () => void): () => void;
  find(id: string): ConversationSummary | undefined;
  loadMore(): Promise<void>;
  /** Loads the first page again: new titles, runs begun or ended elsewhere. Never rejects. */
  refresh(): Promise<void>;
  /** Takes over what is known of one conversation. */
  put(summary: ConversationSummary): void;
  /** Shows the change at once; takes it back and rejects when the server refuses. */
  change(id: string, patch: ConversationPatch): Promise<void>;
  /** Takes it off the list at once; puts it back and rejects when the server refuses. */
  remove(id: string): Promise<void>;
  restore(summary: ConversationSummary): Promise<void>;
}

export function createConversationList(api: Api, first: ConversationPage | null, isArchived = false): ConversationList {
  const state = createObservable<ListState>({
    conversations: first?.conversations ?? [],
    nextCursor: first?.nextCursor ?? null,
    isLoading: false,
    error: null,
  });
  let hasLoaded = first !== null;
  /** Changes on their way: a page that was read before them must not undo them on screen. */
  let changes = 0;

  const set = (change: Partial<ListState>) => state.set({ ...state.get(), ...change });
  const find = (id: string) => state.get().conversations.find((one) => one.id === id);
  const without = (id: string) => state.get().conversations.filter((one) => one.id !== id);
  const put = (summary: ConversationSummary) => {
    const belongs = summary.isArchived === isArchived;
    const isKnown = find(summary.id) !== undefined;
    if (!belongs) set({ conversations: without(summary.id) });
    else if (isKnown) set({ conversations: state.get().conversations.map((one) => (one.id === summary.id ? summary : one)) });
    else set({ conversations: [summary, ...state.get().conversations] });
  };

  async function changing<T>(before: ConversationSummary | undefined, work: () => Promise<T>): Promise<T> {
    changes += 1;
    try {
      return await work();
    } catch (error) {
      if (before) put(before);
      throw error;
    } finally {
      changes += 1;
    }
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    find,
    put,
    async loadMore() {
      const { isLoading, nextCursor } = state.get();
      if (isLoading || (hasLoaded && nextCursor === null)) return;
      set({ isLoading: true, error: null });
      try {
        const page = await api.conversations({ cursor: nextCursor, isArchived });
        hasLoaded = true;
        const known = new Set(state.get().conversations.map((one) => one.id));
        const added = page.conversations.filter((one) => !known.has(one.id));
        set({ conversations: [...state.get().conversations, ...added], nextCursor: page.nextCursor, isLoading: false });
      } catch (error) {
        set({ isLoading: false, error: asApiError(error) });
      }
    },
    async refresh() {
      const stamp = changes;
      try {
        const page = await api.conversations({ isArchived });
        if (stamp !== changes) return;
        hasLoaded = true;
        set({ ...mergeFirstPage(state.get(), page), error: null });
      } catch {
        // The list on screen stays as it is; the next refresh may succeed.
      }
    },
    change(id, patch) {
      const before = find(id);
      const { headRunId: _head, isDeleted: _deleted, ...visible } = patch;
      if (before) put({ ...before, ...visible });
      return changing(before, async () => put(await api.update(id, patch)));
    },
    remove(id) {
      const before = find(id);
      set({ conversations: without(id) });
      return changing(before, () => api.remove(id));
    },
    restore: (summary) => changing(undefined, async () => put(await api.update(summary.id, { isDeleted: false }))),
  };
}

/** A first page read again replaces what it covers: what it should hold and does not was deleted or moved elsewhere. */
function mergeFirstPage(state: ListState, page: ConversationPage): Pick<ListState, "conversations" | "nextCursor"> {
  if (page.nextCursor === null) return { conversations: page.conversations, nextCursor: null };
  const fresh = new Set(page.conversations.map((one) => one.id));
  const oldest = Math.min(...page.conversations.filter((one) => !one.isPinned).map((one) => one.updatedAt));
  const kept = state.conversations.filter((one) => !fresh.has(one.id) && !one.isPinned && one.updatedAt < oldest);
  return {
    conversations: [...page.conversations, ...kept],
    nextCursor: kept.length > 0 ? state.nextCursor : page.nextCursor,
  };
}
