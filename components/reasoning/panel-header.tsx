"use client";
import { Pin, PinOff, Square, X } from "lucide-react";
import { memo } from "react";
import { Button, IconButton } from "#components/ui/button.tsx";
import type { Clock } from "#lib/core/clock.ts";
import type { View } from "#lib/reasoning/view.ts";
import { LiveClock } from "./live-clock.tsx";
import { stateOf, type Tone } from "./state.ts";

interface PanelHeaderProps {
  view: View | null;
  question: string;
  clock: Clock;
  isLive: boolean;
  isFollowing: boolean;
  isReconnecting: boolean;
  onFollow(): void;
  onPin(): void;
  onClose(): void;
  onStop(): void;
}

/** Who is at work, on what, where it stands and for how long; and what may be done about it. */
export const PanelHeader = memo(function PanelHeader(props: PanelHeaderProps) {
  const { view, question, clock, isLive, isFollowing, isReconnecting, onFollow, onPin, onClose, onStop } = props;
  return (
    <header className="px-4 pt-3 pb-2">
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
        {isLive && (
          <Button look="line" onClick={onStop} className="mr-1">
            <Square aria-hidden="true" size={11} className="fill-current" />
            Stop
          </Button>
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
            <span className="min-w-0 truncate text-ink">{view.modelName ?? view.modelId ?? "Model not chosen yet"}</span>
            <EffortWords view={view} />
          </p>
          {question && (
            <p dir="auto" className="truncate text-ink-faint" title={question}>
              {isFollowing ? "" : "Pinned: "}
              {question}
            </p>
          )}
        </div>
      )}
    </header>
  );
});

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
      <LiveClock clock={clock} startedAt={view.startedAt} endedAt={view.endedAt} className="text-ui text-ink-soft" />
    </>
  );
}

function EffortWords({ view }: { view: View }) {
  const asked = view.effortAsked;
  const step = view.steps.at(-1);
  const sent = step?.effortSent ?? null;
  if (!asked) return null;
  const difference = step && sent !== asked ? (sent === null ? ", none sent" : `, sent as ${sent}`) : "";
  return (
    <span className="whitespace-nowrap">
      effort {asked}
      {difference}
    </span>
  );
}
