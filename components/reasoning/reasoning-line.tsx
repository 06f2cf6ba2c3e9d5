"use client";
import { ChevronRight } from "lucide-react";
import { memo, useMemo } from "react";
import type { Clock } from "#lib/core/clock.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import type { View } from "#lib/reasoning/view.ts";
import { BarRow } from "./bar-row.tsx";
import { endedWords, liveWords } from "./line-words.ts";
import { LiveClock } from "./live-clock.tsx";
import { outlineKey } from "./outline.ts";
import { panelElementId } from "./panel-element.ts";
import { askedSince } from "./state.ts";
import "./reasoning.css";

export interface ReasoningLineProps {
  view: View;
  /** The server's time; read only while the run is live. */
  clock: Clock;
  /** Whether the panel is open and shows this run. */
  isOpen: boolean;
  onOpen(): void;
}

/** The one slim line in a message that says how the thinking goes and opens the panel there. */
export const ReasoningLine = memo(function ReasoningLine({ view, clock, isOpen, onOpen }: ReasoningLineProps) {
  const isLive = !isEnded(view.status);
  const { lead, detail } = useMemo(() => (isEnded(view.status) ? endedWords(view) : liveWords(view)), [view]);
  const askedAt = askedSince(view);
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={isOpen ? panelElementId : undefined}
      onClick={onOpen}
      className="reasoning-line"
    >
      <BarRow view={view} clock={clock} variant="mini" className="w-14 shrink-0" />
      <span className={`flex min-w-0 items-baseline gap-1.5 ${isLive ? "" : "reasoning-sum"}`}>
        <span className={`whitespace-nowrap ${isLive ? `font-medium ${askedAt === null ? "text-ink" : "text-wait"}` : ""}`}>
          {lead}
        </span>
        {detail && (
          <span className="reasoning-detail">
            <Dot />
            <span dir="auto" className="min-w-0 truncate">
              {detail}
            </span>
          </span>
        )}
        {isLive && view.startedAt !== null && <Dot />}
        {isLive && view.startedAt !== null && <LiveClock clock={clock} startedAt={askedAt ?? view.startedAt} endedAt={null} />}
      </span>
      <ChevronRight aria-hidden="true" size={14} className={`shrink-0 text-ink-faint ${isOpen ? "rotate-180" : ""}`} />
    </button>
  );
}, isSameLine);

function isSameLine(a: ReasoningLineProps, b: ReasoningLineProps): boolean {
  return a.isOpen === b.isOpen && a.onOpen === b.onOpen && a.clock === b.clock && outlineKey(a.view) === outlineKey(b.view);
}

function Dot() {
  return (
    <span aria-hidden="true" className="text-ink-faint">
      ·
    </span>
  );
}
