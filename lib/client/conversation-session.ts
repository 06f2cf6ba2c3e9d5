/**
 * Owns: a conversation on this page and everything a person can do in it. Knows no React.
 * Does not own: the Views of its runs (`run-store.ts`), how its state changes (`conversation-state.ts`).
 */
import type { ConversationDetail } from "#lib/conversations/conversation.ts";
import type { Effort } from "#lib/core/effort.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import { attachPoint, headFor } from "#lib/reasoning/path.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import type { Api, Ask } from "./api.ts";
import { type ApiError, asApiError } from "./api-error.ts";
import { afterAsked, afterDetail, initialState, rowsOf, type SessionState } from "./conversation-state.ts";
import { createDraft, type Draft } from "./draft.ts";
import { type Drafts, joinDraft } from "./drafts.ts";
import { createObservable } from "./observable.ts";
import type { RunStore } from "./run-store.ts";
import type { Toolless } from "./toolless.ts";

export interface SessionOptions {
  api: Api;
  runs: RunStore;
  drafts: Drafts;
  toolless: Toolless;
  now(): number;
  newRequestId(): string;
  /** The model and effort a submit uses when the person chose none here. */
  choice(state: SessionState): { modelId: string; modelName: string; effort: Effort };
  /** A submit was taken; the first one gives the conversation its id. */
  onAsked(session: Session, isFirst: boolean): void;
  /** Something failed that has no place of its own on the page. */
  onError(error: ApiError): void;
}

export interface Session {
  /** Stays the same while the page lives, also when the conversation gets its id. */
  readonly key: string;
  get(): SessionState;
  subscribe(listener: () => void): () => void;
  readonly draft: Draft;
  /** Sends the draft under the newest answer, or `text` in its place. */
  send(text?: string): void;
  /** Asks again with other words: a sibling of the turn. */
  edit(turnId: string, text: string): void;
  startEditing(turnId: string | null): void;
  regenerate(turnId: string): void;
  /** Asks again for the answer to the unfinished thought of `run`, of its model. */
  answerFrom(run: View): void;
  /** Asks again what `run` was asked, of the same model and with the same effort, with room for `outputLimit` tokens. */
  raiseLimit(run: View, outputLimit: number): void;
  /** Sends what failed once more, as it is. */
  retry(): void;
  dismissFailure(): void;
  /** Stops the newest answer. */
  stop(): void;
  /** Cuts the thinking of this run for an answer from what is there. */
  answerNow(runId: string): void;
  /** Shows the branch that this turn or run belongs to. */
  choose(turnOrRunId: string): void;
  pin(runId: string | null): void;
  setModel(modelId: string): void;
  setEffort(effort: Effort): void;
  /** For what is asked here from now on. */
  setToolless(isToolless: boolean): void;
  /** Takes up what this browser remembers; the server, which rendered the page first, does not know it. */
  recallToolless(): void;
  receive(detail: ConversationDetail): void;
  /** Reads it from the server; rejects with an ApiError. */
  load(conversationId: string): Promise<void>;
}

export function createSession(detail: ConversationDetail | null, options: SessionOptions): Session {
  const { api, runs, drafts, toolless } = options;
  const state = createObservable<SessionState>(initialState(detail));
  const draft = createDraft(drafts, detail?.conversation.id ?? null);
  let isStopWanted = false;
  const set = (change: Partial<SessionState>) => state.set({ ...state.get(), ...change });

  async function submit(ask: Ask, text: string | null): Promise<void> {
    if (state.get().pending) return;
    const pending = { ask, at: options.now() };
    isStopWanted = false;
    set({ pending, failure: null, editing: null });
    try {
      const asked = await api.ask(ask);
      const isFirst = state.get().conversationId === null;
      const { modelId, modelName, effort } = options.choice({ ...state.get(), modelId: ask.modelId ?? state.get().modelId });
      const { continueRunId: continuesRunId = null, outputLimit = null } = ask;
      // What a run that continues asks for, its model decides.
      const effortAsked = continuesRunId === null ? (ask.effort ?? effort) : null;
      const shown = { modelId: ask.modelId ?? modelId, modelName, effortAsked };
      runs.seed([{ ...emptyView(asked.runId), turnId: asked.turnId, ...shown, continuesRunId, outputLimit }]);
      state.set(afterAsked(state.get(), pending, asked, shown.modelId));
      draft.settle(asked.conversationId);
      if (isFirst && state.get().isToolless) toolless.set(asked.conversationId, true);
      options.onAsked(session, isFirst);
      if (isStopWanted) await api.stop(asked.runId);
    } catch (thrown) {
      const error = asApiError(thrown);
      if (state.get().pending !== pending) return options.onError(error);
      const isEdit = text !== null && ask.text !== undefined && editedTurn(ask) !== null;
      set({ pending: null, failure: { ask, error, text } });
      if (isEdit) set({ editing: { turnId: editedTurn(ask) ?? "", text: ask.text ?? "" } });
      else if (text !== null) draft.set(joinDraft(text, draft.get()));
      draft.settle(state.get().conversationId);
    }
  }

  /** The turn on the path that an ask would become a sibling of; null when it continues at the end. */
  function editedTurn(ask: Ask): string | null {
    const { tree } = state.get();
    if ((ask.parentRunId ?? null) === attachPoint(tree, tree.headRunId)) return null;
    const rows = rowsOf({ ...state.get(), pending: null });
    return rows.find((row) => row.turn.parentRunId === (ask.parentRunId ?? null))?.turn.id ?? null;
  }

  type Target = Pick<Ask, "parentRunId" | "turnId" | "text" | "continueRunId" | "outputLimit">;

  function askFor(target: Target, chosen: Partial<SessionState> = {}): Ask {
    const { conversationId, failure, isToolless } = state.get();
    const { modelId, effort } = options.choice({ ...state.get(), ...chosen });
    const ask = { ...(conversationId ? { conversationId } : {}), ...target, modelId, effort, ...(isToolless && withoutTools) };
    // The same words again after a lost response are the same submit: it may have been taken the first time.
    const isSame = failure !== null && isSameAsk(failure.ask, ask);
    return { clientRequestId: isSame ? failure.ask.clientRequestId : options.newRequestId(), ...ask };
  }

  function again({ turnId, modelId, effortAsked }: View, how: Pick<Ask, "continueRunId" | "outputLimit">): void {
    if (turnId !== null) void submit(askFor({ turnId, ...how }, { modelId, effort: effortAsked }), null);
  }

  const session: Session = {
    key: options.newRequestId(),
    get: state.get,
    subscribe: state.subscribe,
    draft,
    send(given) {
      const text = tidy(given ?? draft.get());
      if (text.trim() === "" || state.get().pending) return;
      const { tree } = state.get();
      const parentRunId = attachPoint(tree, tree.headRunId);
      const ask = askFor({ ...(parentRunId ? { parentRunId } : {}), text });
      if (given === undefined) draft.handOver();
      void submit(ask, text);
    },
    edit(turnId, text) {
      const turn = state.get().tree.turns.find((one) => one.id === turnId);
      if (!turn || text.trim() === "") return;
      const parent = turn.parentRunId === null ? {} : { parentRunId: turn.parentRunId };
      void submit(askFor({ ...parent, text: tidy(text) }), text);
    },
    startEditing(turnId) {
      const turn = state.get().tree.turns.find((one) => one.id === turnId);
      set({ editing: turn ? { turnId: turn.id, text: turn.text } : null, failure: null });
    },
    regenerate: (turnId) => void submit(askFor({ turnId }), null),
    answerFrom: (run) => again(run, { continueRunId: run.runId }),
    raiseLimit: (run, outputLimit) => again(run, { outputLimit }),
    retry() {
      const { failure } = state.get();
      if (!failure) return;
      if (failure.text !== null && draft.get().trim() === failure.text.trim()) draft.handOver();
      void submit(failure.ask, failure.text);
    },
    dismissFailure: () => set({ failure: null }),
    stop() {
      const { pending, tree } = state.get();
      if (pending) isStopWanted = true;
      const runId = attachPoint(tree, tree.headRunId);
      const view = runId ? runs.get(runId) : undefined;
      if (pending || !runId || (view && isEnded(view.status))) return;
      set({ isStopping: true });
      api.stop(runId).catch((error) => {
        set({ isStopping: false });
        options.onError(asApiError(error));
      });
    },
    answerNow(runId) {
      if (state.get().hurriedRunId === runId) return;
      set({ hurriedRunId: runId });
      api.answerNow(runId).catch((error) => {
        if (state.get().hurriedRunId === runId) set({ hurriedRunId: null });
        options.onError(asApiError(error));
      });
    },
    choose(turnOrRunId) {
      const { conversationId, tree } = state.get();
      const headRunId = headFor(tree, turnOrRunId);
      if (headRunId === null || headRunId === tree.headRunId || conversationId === null) return;
      set({ tree: { ...tree, headRunId }, pinnedRunId: null, editing: null, isStopping: false });
      api.update(conversationId, { headRunId }).catch((error) => {
        if (state.get().tree.headRunId === headRunId) set({ tree: { ...state.get().tree, headRunId: tree.headRunId } });
        options.onError(asApiError(error));
      });
    },
    pin: (pinnedRunId) => set({ pinnedRunId }),
    setModel: (modelId) => set({ modelId }),
    setEffort: (effort) => set({ effort }),
    setToolless(isToolless) {
      const { conversationId } = state.get();
      set({ isToolless });
      if (conversationId !== null) toolless.set(conversationId, isToolless);
    },
    recallToolless() {
      const { conversationId, isToolless } = state.get();
      if (conversationId !== null && !isToolless && toolless.has(conversationId)) set({ isToolless: true });
    },
    receive(given) {
      runs.seed(given.views);
      state.set(afterDetail(state.get(), given));
    },
    async load(conversationId) {
      session.receive(await api.conversation(conversationId));
    },
  };
  if (detail) runs.seed(detail.views);
  return session;
}

const withoutTools: Pick<Ask, "tools"> = { tools: false };

/** As the server keeps it: blank lines around it are dropped. */
function tidy(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd();
}

function isSameAsk(before: Ask, now: Omit<Ask, "clientRequestId">): boolean {
  const { clientRequestId: _id, ...rest } = before;
  return JSON.stringify(Object.entries(rest).sort()) === JSON.stringify(Object.entries(now).sort());
}
