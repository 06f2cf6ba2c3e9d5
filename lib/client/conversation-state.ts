/** Owns: what a conversation on screen consists of, as values: the tree, what is on its way, and the rows they make. */
import type { ConversationDetail, ConversationSummary } from "#lib/conversations/conversation.ts";
import type { Effort } from "#lib/core/effort.ts";
import { type PathItem, pathTo, type Siblings } from "#lib/reasoning/path.ts";
import type { ConversationTree, RunNode, TurnNode } from "#lib/reasoning/tree.ts";
import type { Ask, Asked } from "./api.ts";
import type { ApiError } from "./api-error.ts";

/** A submit that the server has not answered yet. */
export interface Pending {
  ask: Ask;
  at: number;
}

/** A submit that was not taken. `text` is what the person wrote; null where an existing message was asked again. */
export interface Failure {
  ask: Ask;
  error: ApiError;
  text: string | null;
}

export interface SessionState {
  /** Null until the first message was taken. */
  conversationId: string | null;
  summary: ConversationSummary | null;
  tree: ConversationTree;
  pending: Pending | null;
  failure: Failure | null;
  /** The turn being rewritten and its words. */
  editing: { turnId: string; text: string } | null;
  /** Null: the application's default. */
  modelId: string | null;
  effort: Effort | null;
  /** What is asked here is answered without tools. */
  isToolless: boolean;
  /** The run the reasoning panel stays at; null: it goes along with the newest. */
  pinnedRunId: string | null;
  isStopping: boolean;
  /** The run that was asked to answer now; null when none was. */
  hurriedRunId: string | null;
  /** Turn id -> the key its row had before the server named it. */
  rowKeys: Readonly<Record<string, string>>;
}

/** One turn on the path and its chosen answer. */
export interface Row extends PathItem {
  /** Stays the same from the moment of sending. */
  key: string;
  /** The submit is on its way, so there is no run yet. */
  isPending: boolean;
}

export const emptyTree: ConversationTree = { turns: [], runs: [], headRunId: null };

export function initialState(detail: ConversationDetail | null): SessionState {
  return {
    conversationId: detail?.conversation.id ?? null,
    summary: detail?.conversation ?? null,
    tree: detail?.tree ?? emptyTree,
    pending: null,
    failure: null,
    editing: null,
    modelId: detail?.modelId ?? null,
    effort: detail?.effort ?? null,
    isToolless: false,
    pinnedRunId: null,
    isStopping: false,
    hurriedRunId: null,
    rowKeys: {},
  };
}

/** The rows on screen, oldest first: the path to the head, with a submit on its way already in its place. */
export function rowsOf({ tree, pending, rowKeys }: Pick<SessionState, "tree" | "pending" | "rowKeys">): Row[] {
  const rows: Row[] = pathTo(tree, tree.headRunId).map((item) => ({
    ...item,
    key: rowKeys[item.turn.id] ?? item.turn.id,
    isPending: false,
  }));
  if (pending === null) return rows;
  const { ask, at } = pending;
  if (ask.turnId !== undefined) {
    const index = rows.findIndex((row) => row.turn.id === ask.turnId);
    return rows.slice(0, index + 1).map((row, place) => (place === index ? { ...row, run: null, isPending: true } : row));
  }
  const index = rows.findIndex((row) => row.run?.id === ask.parentRunId);
  const turn: TurnNode = {
    id: ask.clientRequestId,
    parentRunId: ask.parentRunId ?? null,
    text: ask.text ?? "",
    createdAt: at,
  };
  const alone: Siblings = { ids: [turn.id], index: 0 };
  const row: Row = { key: turn.id, turn, run: null, turnSiblings: alone, runSiblings: { ids: [], index: -1 }, isPending: true };
  return [...rows.slice(0, index + 1), row];
}

/** The state once the server has taken the submit: real nodes stand where the pending ones stood. */
export function afterAsked(state: SessionState, { ask, at }: Pending, asked: Asked, modelId: string): SessionState {
  const { tree } = state;
  const turn: TurnNode = {
    id: asked.turnId,
    parentRunId: ask.parentRunId ?? null,
    text: ask.text ?? "",
    createdAt: at,
  };
  const run: RunNode = { id: asked.runId, turnId: asked.turnId, status: "queued", modelId, createdAt: at };
  const isKnown = tree.turns.some((one) => one.id === asked.turnId);
  return {
    ...state,
    conversationId: asked.conversationId,
    pending: null,
    failure: null,
    isStopping: false,
    rowKeys: isKnown ? state.rowKeys : { ...state.rowKeys, [asked.turnId]: ask.clientRequestId },
    tree: {
      turns: isKnown ? tree.turns : [...tree.turns, turn],
      runs: tree.runs.some((one) => one.id === asked.runId) ? tree.runs : [...tree.runs, run],
      headRunId: asked.runId,
    },
  };
}

/** The state with what the server says now; nothing that this page knows and the server's copy lacks is dropped. */
export function afterDetail(state: SessionState, detail: ConversationDetail): SessionState {
  const isNewer = detail.conversation.updatedAt >= (state.summary?.updatedAt ?? 0) && state.pending === null;
  return {
    ...state,
    conversationId: detail.conversation.id,
    summary: isNewer ? detail.conversation : state.summary,
    modelId: state.modelId ?? detail.modelId,
    effort: state.effort ?? detail.effort,
    tree: {
      turns: union(detail.tree.turns, state.tree.turns),
      runs: union(detail.tree.runs, state.tree.runs),
      headRunId: state.tree.headRunId === null || isNewer ? detail.tree.headRunId : state.tree.headRunId,
    },
  };
}

function union<T extends { id: string }>(first: readonly T[], second: readonly T[]): T[] {
  const known = new Set(first.map((one) => one.id));
  return [...first, ...second.filter((one) => !known.has(one.id))];
}
