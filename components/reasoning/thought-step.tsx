"use client";
import { EyeOff, Lightbulb, Lock, type LucideIcon, Scissors } from "lucide-react";
import { memo, type ReactNode } from "react";
import { Markdown } from "#components/markdown/markdown.tsx";
import type { Clock } from "#lib/core/clock.ts";
import type { ReasoningPart } from "#lib/reasoning/view.ts";
import { atOnceWords } from "./at-once.ts";
import { type CutBy, cutWords, type Shown, shownWords, type ThoughtFacts, withheldOf } from "./honesty.ts";
import { LiveClock } from "./live-clock.tsx";
import { textOf } from "./rows.ts";
import { StepShell } from "./step-shell.tsx";
import { WithheldCard } from "./withheld-card.tsx";

interface ThoughtStepProps {
  part: ReasoningPart;
  facts: ThoughtFacts;
  number: number;
  clock: Clock;
  isOpen: boolean;
  /** Records the reader's choice. */
  onChoose(stepId: string, isOpen: boolean): void;
}

const icons: Record<Shown, LucideIcon> = {
  full: Lightbulb,
  summary: Lightbulb,
  sealed: Lock,
  redacted: EyeOff,
  empty: Lightbulb,
};

/** One thought, and what of it is read here. Its words cost what its last block costs, however long it grows. */
export const ThoughtStep = memo(function ThoughtStep({ part, facts, number, clock, isOpen, onChoose }: ThoughtStepProps) {
  const isLive = part.endedAt === null;
  const { title, isOwnTitle, body } = textOf(part);
  const withheld = withheldOf(facts.shown);
  const plain = withheld?.title ?? (isLive ? "Thinking" : "Thought");
  const isTitleShown = title !== "" && (isOwnTitle || !isOpen);
  const duration =
    facts.waitedMs === null ? (
      <LiveClock clock={clock} startedAt={part.startedAt} endedAt={part.endedAt} />
    ) : (
      <AtOnce waitedMs={facts.waitedMs} />
    );
  return (
    <StepShell
      id={part.id}
      number={number}
      icon={icons[facts.shown]}
      hue="text-lamp"
      kind={plain}
      headline={
        isTitleShown ? (
          <span dir="auto" className={isOwnTitle ? "font-medium text-ink" : "text-ink-soft"}>
            {title}
          </span>
        ) : (
          <>
            <span aria-hidden="true" className="text-ink-soft">
              {plain}
            </span>
            <span className="sr-only">{title}</span>
          </>
        )
      }
      time={
        <>
          {!withheld && <Mark shown={facts.shown} />}
          {facts.cutBy && <CutMark />}
          {duration}
        </>
      }
      isLive={isLive}
      isOpen={isOpen}
      onToggle={() => onChoose(part.id, !isOpen)}
      onTouch={() => isOpen && onChoose(part.id, true)}
    >
      {body.trim() !== "" && <Markdown text={body} isLive={isLive} tone="thought" />}
      {withheld && <WithheldCard withheld={withheld} facts={facts} time={duration} />}
      {facts.cutBy && <CutNote by={facts.cutBy} />}
    </StepShell>
  );
});

function AtOnce({ waitedMs }: { waitedMs: number }) {
  return (
    <span
      className="step-at-once"
      title="The provider sent this thought in one piece; how long it took is part of the waiting before it"
    >
      {atOnceWords(waitedMs)}
    </span>
  );
}

function Mark({ shown }: { shown: Shown }): ReactNode {
  const { mark, meaning } = shownWords[shown];
  return (
    <span title={meaning} className="step-mark">
      {mark}
      <span className="sr-only">, </span>
    </span>
  );
}

function CutMark() {
  return (
    <span title="It did not come to its own end" className="step-mark">
      cut<span className="sr-only">, </span>
    </span>
  );
}

function CutNote({ by }: { by: CutBy }) {
  const words = cutWords[by];
  if (words === null) return null;
  return (
    <p className="step-cut">
      <Scissors aria-hidden="true" size={13} strokeWidth={1.75} />
      {words}
    </p>
  );
}
