"use client";
import { useMemo } from "react";
import type { Session } from "./conversation-session.ts";
import { type Row, rowsOf, type SessionState } from "./conversation-state.ts";
import { useObservable } from "./use-app.ts";

export interface ConversationHere {
  state: SessionState;
  /** The path on screen, oldest first; a row keeps its identity while nothing in it changes. */
  rows: Row[];
}

export function useConversation(session: Session): ConversationHere {
  const state = useObservable(session);
  const { tree, pending, rowKeys } = state;
  const rows = useMemo(() => rowsOf({ tree, pending, rowKeys }), [tree, pending, rowKeys]);
  return { state, rows };
}

/** The words in the composer. The server knows no drafts, so the first paint has none. */
export function useDraft(session: Session): string {
  return useObservable(session.draft, noWords);
}

function noWords(): string {
  return "";
}
