"use client";
import { useCallback, useEffect, useRef } from "react";
import type { Session } from "#lib/client/conversation-session.ts";
import { isBehind } from "#lib/client/is-behind.ts";
import { useApp, useObservable, usePreferences } from "#lib/client/use-app.ts";
import { useConversation } from "#lib/client/use-conversation.ts";
import { useMedia } from "#lib/client/use-media.ts";
import { useFollowRun, useLink, useLoadRun, useRun } from "#lib/client/use-run.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import { Composer } from "../composer/composer.tsx";
import { closePanel, openPanel, panelColumn } from "../shell/toggles.ts";
import { ConversationHeader } from "./conversation-header.tsx";
import { EmptyState } from "./empty-state.tsx";
import { prepareToAnswer, ReasoningPanel, Thread } from "./later.ts";
import { PanelFrame } from "./panel-frame.tsx";

/** One conversation: its thread, the composer, and the reasoning beside it. */
export function Conversation({ session }: { session: Session }) {
  const app = useApp();
  const { state, rows } = useConversation(session);
  const composer = useRef<HTMLTextAreaElement>(null);
  const newest = rows.at(-1);
  const newestRunId = newest?.run?.id ?? null;
  const newestView = useRun(newestRunId);
  useFollowRun(newestRunId);
  const link = useLink(newestRunId);
  const isLive = newest?.isPending === true || (newestView !== undefined && !isEnded(newestView.status));

  const pinned = rows.find((row) => row.run !== null && row.run.id === state.pinnedRunId);
  const shown = pinned ?? newest;
  const shownRunId = shown?.run?.id ?? null;
  const shownView = useRun(shownRunId);
  const sayError = useCallback((message: string) => app.notices.show({ message }), [app]);
  useLoadRun(shownRunId, true, sayError);

  const isColumn = useMedia(panelColumn, true);
  const { isPanelOpen } = usePreferences();
  const isOverlayOpen = useObservable(app.overlay) === "panel";
  const isShown = (isColumn ? isPanelOpen : isOverlayOpen) && rows.length > 0;

  useEffect(() => session.draft.subscribe(prepareToAnswer), [session]);

  const listed = useObservable(app.list).conversations.find((one) => one.id === state.conversationId);
  const title = (listed ?? state.summary)?.title ?? null;
  useEffect(() => {
    document.title = title ? `${title} – Aloud` : "Aloud";
  }, [title]);
  useAddress(session, state.conversationId);
  const isLeftBehind = listed !== undefined && isBehind(listed, state, newestView);
  useEffect(() => {
    // Where it fails, what is on screen stays true for what it shows, and the next change asks again.
    if (isLeftBehind && state.conversationId) session.load(state.conversationId).catch(() => {});
  }, [session, state.conversationId, isLeftBehind]);

  const showReasoning = useCallback(
    (runId: string) => {
      const isSame = isShown && shownRunId === runId;
      if (isSame) return closePanel(app);
      session.pin(runId === newestRunId ? null : runId);
      openPanel(app);
    },
    [app, session, isShown, shownRunId, newestRunId],
  );
  const focusComposer = () => composer.current?.focus();

  return (
    <div className="flex h-full">
      <main id="thread" tabIndex={-1} className="flex h-full min-w-0 flex-1 flex-col outline-none">
        <ConversationHeader title={title} isLost={link === "lost"} isPanelShown={isShown} hasTurns={rows.length > 0} />
        {rows.length === 0 ? (
          <EmptyState session={session} />
        ) : (
          <Thread
            session={session}
            rows={rows}
            editing={state.editing}
            shownRunId={isShown ? shownRunId : null}
            onShowReasoning={showReasoning}
          />
        )}
        <Composer session={session} ref={composer} isLive={isLive} lastTurnId={newest?.turn.id ?? null} />
      </main>
      <PanelFrame isShown={isShown} isColumn={isColumn} onClose={() => closePanel(app)}>
        <ReasoningPanel
          view={shownView ?? null}
          question={shown?.turn.text ?? ""}
          isLive={shownView !== undefined && !isEnded(shownView.status)}
          isFollowing={pinned === undefined}
          onFollow={() => session.pin(null)}
          onPin={() => session.pin(shownRunId)}
          onClose={() => {
            closePanel(app);
            focusComposer();
          }}
          onStop={() => session.stop()}
          onEscape={focusComposer}
          clock={app.clock}
          isReconnecting={link === "lost" && shownRunId === newestRunId}
        />
      </PanelFrame>
    </div>
  );
}

/** A conversation that got its id while it was on screen gets its address too, without a navigation. */
function useAddress(session: Session, conversationId: string | null): void {
  const idAtFirst = useRef(session.get().conversationId);
  useEffect(() => {
    if (conversationId === null || conversationId === idAtFirst.current) return;
    idAtFirst.current = conversationId;
    window.history.replaceState(null, "", `/c/${conversationId}`);
  }, [conversationId]);
}
