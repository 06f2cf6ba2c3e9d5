"use client";
import { type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from "react";
import type { Session } from "#lib/client/conversation-session.ts";
import { isBehind } from "#lib/client/is-behind.ts";
import { useApp, useObservable, usePreferences } from "#lib/client/use-app.ts";
import { useConversation } from "#lib/client/use-conversation.ts";
import { useKeys } from "#lib/client/use-keys.ts";
import { useMedia } from "#lib/client/use-media.ts";
import { useFollowRun, useIsLive, useLink, useLoadRun, useRunValue } from "#lib/client/use-run.ts";
import { Composer } from "../composer/composer.tsx";
import { canAnswerNow } from "../reasoning/answer-now.ts";
import { closePanel, openPanel, panelColumn } from "../shell/toggles.ts";
import { ConversationHeader } from "./conversation-header.tsx";
import { EmptyState } from "./empty-state.tsx";
import { prepareToAnswer, RunPanel, Thread } from "./later.ts";
import { PanelFrame } from "./panel-frame.tsx";

/** One conversation: its thread, the composer, and the reasoning beside it. */
export function Conversation({ session }: { session: Session }) {
  const app = useApp();
  const { state, rows } = useConversation(session);
  const composer = useRef<HTMLTextAreaElement>(null);
  const [beganEmpty] = useState(rows.length === 0);
  const newest = rows.at(-1);
  const newestRunId = newest?.run?.id ?? null;
  useFollowRun(newestRunId);
  const link = useLink(newestRunId);
  const isRunLive = useIsLive(newestRunId);
  const isLive = newest?.isPending === true || isRunLive;

  const pinned = rows.find((row) => row.run !== null && row.run.id === state.pinnedRunId);
  const shown = pinned ?? newest;
  const shownRunId = shown?.run?.id ?? null;
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
  const isLeftBehind = useRunValue(newestRunId, (view) => listed !== undefined && isBehind(listed, state, view));
  useEffect(() => {
    // Where it fails, what is on screen stays true for what it shows, and the next look at the list asks again.
    if (isLeftBehind && listed) session.load(listed.id).catch(() => {});
  }, [session, listed, isLeftBehind]);

  const [focus, setFocus] = useState<{ runId: string; partId: string } | null>(null);
  const showRun = useCallback(
    (runId: string, partId: string | null) => {
      if (!rows.some((row) => row.run?.id === runId)) session.choose(runId);
      session.pin(session.get().tree.headRunId === runId ? null : runId);
      setFocus(partId === null ? null : { runId, partId });
      openPanel(app);
    },
    [app, session, rows],
  );
  useKeys({
    "answer-now": () => {
      const runId = isShown ? shownRunId : newestRunId;
      const view = runId === null ? undefined : app.runs.get(runId);
      if (view && canAnswerNow(view)) session.answerNow(view.runId);
    },
  });

  const showReasoning = useCallback(
    (runId: string) => {
      setFocus(null);
      const isSame = isShown && shownRunId === runId;
      if (isSame) return closePanel(app);
      session.pin(runId === newestRunId ? null : runId);
      openPanel(app);
    },
    [app, session, isShown, shownRunId, newestRunId],
  );
  const focusComposer = useCallback(() => composer.current?.focus(), []);
  const leavePanel = useCallback(() => {
    closePanel(app);
    focusComposer();
  }, [app, focusComposer]);

  return (
    <div className="flex h-full">
      <main id="thread" tabIndex={-1} className="flex h-full min-w-0 flex-1 flex-col outline-none">
        <ConversationHeader
          title={title}
          origin={(listed ?? state.summary)?.origin ?? null}
          isLost={link === "lost"}
          isPanelShown={isShown}
          hasTurns={rows.length > 0}
        />
        {rows.length === 0 ? (
          <EmptyState session={session} />
        ) : (
          <InItsPlace isApart={beganEmpty} place={<div className="min-h-0 flex-1" />}>
            <Thread
              session={session}
              rows={rows}
              editing={state.editing}
              shownRunId={isShown ? shownRunId : null}
              onShowReasoning={showReasoning}
              onReview={showRun}
            />
          </InItsPlace>
        )}
        <Composer session={session} ref={composer} isLive={isLive} lastTurnId={newest?.turn.id ?? null} />
      </main>
      <PanelFrame isShown={isShown} isColumn={isColumn} onClose={() => closePanel(app)}>
        <InItsPlace isApart={beganEmpty} place={null}>
          <RunPanel
            session={session}
            runId={shownRunId}
            question={shown?.turn.text ?? ""}
            isFollowing={pinned === undefined}
            isReconnecting={link === "lost" && shownRunId === newestRunId}
            isHurried={shownRunId !== null && state.hurriedRunId === shownRunId}
            focus={focus}
            path={rows}
            onShowRun={showRun}
            onClose={leavePanel}
            onEscape={focusComposer}
          />
        </InItsPlace>
      </PanelFrame>
    </div>
  );
}

/**
 * What comes with the first answer may have to wait for its code, and must not hold up the page meanwhile. A page that came
 * with answers is sent in one piece, so that nothing shifts.
 */
function InItsPlace({ isApart, place, children }: { isApart: boolean; place: ReactNode; children: ReactNode }) {
  return isApart ? <Suspense fallback={place}>{children}</Suspense> : children;
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
