"use client";
import { ArrowDown } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import type { Session } from "#lib/client/conversation-session.ts";
import type { Row, SessionState } from "#lib/client/conversation-state.ts";
import { useFollow } from "#lib/client/use-follow.ts";
import { useNearby } from "#lib/client/use-nearby.ts";
import { Button } from "../ui/button.tsx";
import { ThreadRow } from "./thread-row.tsx";

interface ThreadProps {
  session: Session;
  rows: Row[];
  editing: SessionState["editing"];
  /** The run in the reasoning panel; null while the panel is closed. */
  shownRunId: string | null;
  onShowReasoning(runId: string): void;
  onReview(runId: string, partId: string): void;
}

/** These many turns at the end are drawn before anybody knows the window's size. */
const drawnAtFirst = 4;

/**
 * The turns of a conversation, opened at its end. Only turns near the window are drawn; the others keep their place as an
 * empty box of their height.
 */
export function Thread({ session, rows, editing, shownRunId, onShowReasoning, onReview }: ThreadProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  // Until scripts run, a reversed column shows its end by itself.
  const [isReady, setIsReady] = useState(false);
  useLayoutEffect(() => setIsReady(true), []);
  const newest = rows.at(-1);
  const restartKey = `${isReady} ${newest?.key} ${newest?.run?.id}`;
  const { isAway, toEnd } = useFollow(scroller, content, { isGrowing: true, restartKey });
  const observe = useNearby(scroller);

  return (
    <div className="relative min-h-0 flex-1">
      <section
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label="Messages"
        className={`contain-strict h-full overflow-y-auto overflow-x-hidden bg-paper -outline-offset-2 ${isReady ? "" : "flex flex-col-reverse"}`}
      >
        <div ref={content} className="mb-auto w-full">
          <div className="mx-auto max-w-[44rem] px-6 sm:px-8 pt-4 pb-6">
            {rows.map((row, index) => (
              <ThreadRow
                key={row.key}
                row={row}
                session={session}
                isNewest={index === rows.length - 1}
                isNearAtFirst={index >= rows.length - drawnAtFirst}
                observe={observe}
                draft={editing?.turnId === row.turn.id ? editing.text : null}
                shownRunId={shownRunId === row.run?.id ? shownRunId : null}
                onShowReasoning={onShowReasoning}
                onReview={onReview}
              />
            ))}
          </div>
        </div>
      </section>
      {isAway && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
          <Button className="pointer-events-auto rounded-full bg-paper-raised shadow-float" onClick={toEnd}>
            <ArrowDown size={15} strokeWidth={1.75} aria-hidden />
            To the end
          </Button>
        </div>
      )}
    </div>
  );
}
