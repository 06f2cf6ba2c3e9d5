"use client";
import type { Session } from "#lib/client/conversation-session.ts";
import type { Row } from "#lib/client/conversation-state.ts";
import { Answer } from "./answer.tsx";
import { MessageEditor } from "./message-editor.tsx";
import { UserMessage } from "./user-message.tsx";

interface TurnProps {
  row: Row;
  session: Session;
  isNewest: boolean;
  draft: string | null;
  shownRunId: string | null;
  onShowReasoning(runId: string): void;
  onReview(runId: string, partId: string): void;
}

/** One question and its chosen answer. */
export function Turn({ row, session, isNewest, draft, shownRunId, onShowReasoning, onReview }: TurnProps) {
  return (
    <div className="pb-14">
      {draft === null ? (
        <UserMessage row={row} session={session} />
      ) : (
        <MessageEditor
          text={draft}
          hasImages={row.turn.imageCount !== undefined}
          onCancel={() => session.startEditing(null)}
          onSend={(text) => session.edit(row.turn.id, text)}
        />
      )}
      <Answer
        row={row}
        session={session}
        isNewest={isNewest}
        shownRunId={shownRunId}
        onShowReasoning={onShowReasoning}
        onReview={onReview}
      />
    </div>
  );
}
