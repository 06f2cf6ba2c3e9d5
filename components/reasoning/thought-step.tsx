"use client";
import { Lightbulb, Lock } from "lucide-react";
import { memo } from "react";
import { Markdown } from "#components/markdown/markdown.tsx";
import type { Clock } from "#lib/core/clock.ts";
import type { ReasoningPart } from "#lib/reasoning/view.ts";
import { LiveClock } from "./live-clock.tsx";
import { textOf } from "./rows.ts";
import { arrivedAtOnce } from "./state.ts";
import { StepShell } from "./step-shell.tsx";

interface ThoughtStepProps {
  part: ReasoningPart;
  number: number;
  clock: Clock;
  isOpen: boolean;
  /** Records the reader's choice. */
  onChoose(stepId: string, isOpen: boolean): void;
}

/** One thought. Its words cost what its last block costs, however long it grows. */
export const ThoughtStep = memo(function ThoughtStep({ part, number, clock, isOpen, onChoose }: ThoughtStepProps) {
  const isLive = part.endedAt === null;
  const { title, isOwnTitle, body } = textOf(part);
  const isSealed = part.form === "sealed" || (!isLive && part.text.trim() === "");
  const plain = isSealed ? "Sealed thought" : isLive ? "Thinking" : "Thought";
  const isTitleShown = title !== "" && (isOwnTitle || !isOpen);
  return (
    <StepShell
      id={part.id}
      number={number}
      icon={isSealed ? Lock : Lightbulb}
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
        arrivedAtOnce(part) ? (
          <span title="The provider sent this thought in one piece; how long it took is part of the waiting before it.">
            arrived at once
          </span>
        ) : (
          <>
            {part.form === "summary" && <SummaryMark />}
            <LiveClock clock={clock} startedAt={part.startedAt} endedAt={part.endedAt} />
          </>
        )
      }
      isLive={isLive}
      isOpen={isOpen}
      onToggle={() => onChoose(part.id, !isOpen)}
      onTouch={() => isOpen && onChoose(part.id, true)}
    >
      {body.trim() !== "" && <Markdown text={body} isLive={isLive} tone="thought" />}
      {isSealed && body.trim() === "" && <p className="step-note">The text of this thought was not given by the provider.</p>}
    </StepShell>
  );
});

/** What is read here is not the thinking itself. */
function SummaryMark() {
  return (
    <span title="Summary by the provider" className="mr-1.5">
      summary<span className="sr-only"> by the provider, </span>
    </span>
  );
}
