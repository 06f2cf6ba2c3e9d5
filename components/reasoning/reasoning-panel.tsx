"use client";
import type { Clock } from "#lib/core/clock.ts";
import type { View } from "#lib/reasoning/view.ts";

export interface ReasoningPanelProps {
  /** The run on show; null when there is no turn yet. */
  view: View | null;
  /** What the person asked, as the panel's subtitle. */
  question: string;
  /** Whether events may still arrive. */
  isLive: boolean;
  /** Whether the panel goes along with the newest turn, or stays where it was pinned. */
  isFollowing: boolean;
  onFollow(): void;
  onPin(): void;
  onClose(): void;
  onStop(): void;
  /** Escape inside the panel: back to where the person writes. */
  onEscape?(): void;
  /** The server's time; read only while something runs. */
  clock: Clock;
  /** A part to open and bring into view, for example from a link. */
  focusPartId?: string;
  /** The connection is lost and is being sought again; the run itself goes on. */
  isReconnecting?: boolean;
}

export function ReasoningPanel({ view, question, onClose, onStop, isLive }: ReasoningPanelProps) {
  return (
    <section aria-label="Reasoning" className="flex h-full flex-col overflow-auto p-4 text-thought text-ink-soft">
      <header className="flex items-center gap-2 text-ui">
        <h2 className="grow truncate">{view?.modelName ?? question}</h2>
        {isLive && (
          <button type="button" onClick={onStop}>
            Stop
          </button>
        )}
        <button type="button" onClick={onClose}>
          Close
        </button>
      </header>
      {view?.parts.map((part) =>
        part.kind === "reasoning" ? (
          <p key={part.id} className="whitespace-pre-wrap">
            {part.text}
          </p>
        ) : null,
      )}
    </section>
  );
}
