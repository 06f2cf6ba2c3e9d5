"use client";
import type { Clock } from "#lib/core/clock.ts";
import type { View } from "#lib/reasoning/view.ts";

export interface ReasoningLineProps {
  view: View;
  /** The server's time; read only while the run is live. */
  clock: Clock;
  /** Whether the panel is open and shows this run. */
  isOpen: boolean;
  onOpen(): void;
}

/** The one slim line in a message that says how the thinking goes and opens the panel there. */
export function ReasoningLine({ view, isOpen, onOpen }: ReasoningLineProps) {
  return (
    <button type="button" aria-expanded={isOpen} onClick={onOpen} className="text-ui text-ink-soft">
      {view.status}
    </button>
  );
}
