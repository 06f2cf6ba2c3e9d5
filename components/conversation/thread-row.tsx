"use client";
import { memo, useEffect, useRef, useState } from "react";
import type { Session } from "#lib/client/conversation-session.ts";
import type { Row } from "#lib/client/conversation-state.ts";
import type { Observe } from "#lib/client/use-nearby.ts";
import { Turn } from "./turn.tsx";

interface ThreadRowProps {
  row: Row;
  session: Session;
  isNewest: boolean;
  isNearAtFirst: boolean;
  observe: Observe;
  /** The words of a rewriting under way; null when there is none. */
  draft: string | null;
  shownRunId: string | null;
  onShowReasoning(runId: string): void;
  onReview(runId: string, partId: string): void;
}

/** A turn, or the place of one that is far from the window. */
export const ThreadRow = memo(function ThreadRow({ observe, isNearAtFirst, ...turn }: ThreadRowProps) {
  const box = useRef<HTMLDivElement>(null);
  const height = useRef<number | null>(null);
  const [isNear, setIsNear] = useState(isNearAtFirst);
  const isDrawn = isNear || turn.isNewest || turn.draft !== null;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    return observe(element, (next) => {
      if (!next) height.current = element.offsetHeight;
      setIsNear(next);
    });
  }, [observe]);

  return (
    <div ref={box} style={isDrawn ? undefined : { height: height.current ?? guessHeight(turn.row) }}>
      {isDrawn && <Turn {...turn} />}
    </div>
  );
});

/** A turn nobody has seen yet: its question, and an answer of middling length. */
function guessHeight({ turn }: Row): number {
  return 320 + Math.ceil(turn.text.length / 80) * 24;
}
