"use client";
import { Pin, PinOff, Square, X } from "lucide-react";
import { memo, useId } from "react";
import { Button, IconButton } from "#components/ui/button.tsx";
import type { Clock } from "#lib/core/clock.ts";
import type { View } from "#lib/reasoning/view.ts";
import { canAnswerNow } from "./answer-now.ts";
import { effortWordsOf } from "./effort-words.ts";
import { LiveClock } from "./live-clock.tsx";
import { originSentence, originWords } from "./origin-words.ts";
import { askedSince, stateOf, type Tone } from "./state.ts";

interface PanelHeaderProps {
  view: View | null;
  question: string;
  clock: Clock;
  isLive: boolean;
  isFollowing: boolean;
  isReconnecting: boolean;
  /** It was asked to answer now, and has not said yet that it does. */
  isHurried: boolean;
  onFollow(): void;
  onPin(): void;
  onClose(): void;
  onStop(): void;
  onAnswerNow(): void;
}

/** Who is at work, on what, where it stands and for how long; and what may be done about it. */
export const PanelHeader = memo(function PanelHeader(props: PanelHeaderProps) {
  const { view, question, clock, isLive, isFollowing, isReconnecting, isHurried } = props;
  const { onFollow, onPin, onClose, onStop, onAnswerNow } = props;
  return (
    <header className="relative px-4 pt-3 pb-2">
      <div className="flex min-h-8 items-center gap-1">
        <h2 className="flex min-w-0 grow items-baseline gap-2 text-[15px] leading-5">
          {(view || question) && <span className="sr-only">Reasoning: </span>}
          {view ? (
            <StateWord view={view} clock={clock} />
          ) : (
            <span className="font-medium">{question ? "Queued" : "Reasoning"}</span>
          )}
          {isReconnecting && <span className="truncate text-ui text-fail">reconnecting</span>}
        </h2>
        {view && canAnswerNow(view) && (
          <Button look="line" aria-keyshortcuts="." disabled={isHurried} onClick={onAnswerNow} className="mr-1 px-2.5">
            {isHurried ? "Cutting" : "Answer now"}
          </Button>
        )}
        {isLive && (
          <IconButton
            label="Stop"
            icon={Square}
            tipAlign="end"
            onClick={onStop}
            className="[&>svg]:size-[11px] [&>svg]:fill-current"
          />
        )}
        {view && (
          <IconButton
            label={isFollowing ? "Stay on this turn" : "Follow the newest turn"}
            keys="F"
            icon={isFollowing ? Pin : PinOff}
            aria-pressed={!isFollowing}
            tipAlign="end"
            onClick={isFollowing ? onPin : onFollow}
          />
        )}
        <IconButton label="Close the reasoning" icon={X} tipAlign="end" onClick={onClose} />
      </div>
      {view && (
        <div className="mt-1 space-y-0.5 text-ui text-ink-soft">
          <p className="flex items-baseline gap-2">
            <span className="min-w-0 truncate text-ink">{modelWords(view)}</span>
            <EffortWords view={view} />
          </p>
          {(question || view.origin) && (
            <div className="flex items-baseline gap-3 text-ink-faint">
              <p dir="auto" className="min-w-0 grow truncate" title={question}>
                {isFollowing ? "" : "Pinned: "}
                {question}
              </p>
              {view.origin && (
                <p className="max-w-[45%] shrink-0 truncate" title={originWords(view.origin)}>
                  <span className="sr-only">{originSentence(view.origin)}</span>
                  <span aria-hidden>{originWords(view.origin)}</span>
                </p>
              )}
            </div>
          )}
        </div>
      )}
    </header>
  );
});

function modelWords({ modelName, modelId, importedSteps }: View): string {
  return modelName ?? modelId ?? (importedSteps > 0 ? "Nobody here knows the model" : "Model not chosen yet");
}

const tones: Record<Tone, string> = {
  wait: "text-ink-soft",
  think: "text-lamp",
  tool: "text-tool",
  person: "text-wait",
  write: "text-ink",
  done: "text-ink",
  cut: "text-fail",
  fail: "text-fail",
};

function StateWord({ view, clock }: { view: View; clock: Clock }) {
  const { word, tone } = stateOf(view);
  return (
    <>
      <span className={`min-w-0 truncate font-medium ${tones[tone]}`}>{word}</span>
      <LiveClock
        clock={clock}
        startedAt={askedSince(view) ?? view.startedAt}
        endedAt={view.endedAt}
        className="text-ui text-ink-soft"
      />
    </>
  );
}

/** What was asked and what was sent; why they differ is told to who points at it or comes by keyboard. */
function EffortWords({ view }: { view: View }) {
  const id = useId();
  const effort = effortWordsOf(view);
  if (!effort) return null;
  if (effort.why === null) return <span className="whitespace-nowrap">{effort.words}</span>;
  return (
    <span className="effort-why">
      <button type="button" aria-describedby={id} className="cursor-help whitespace-nowrap">
        {effort.words}
      </button>
      <span role="tooltip" id={id}>
        {effort.why}
      </span>
    </span>
  );
}
