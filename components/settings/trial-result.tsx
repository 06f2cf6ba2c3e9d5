"use client";
import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import type { KeySummary } from "#lib/auth/keys.ts";
import type { Trial } from "#lib/client/try-gateway.ts";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { formatDuration } from "../reasoning/duration.ts";
import { PageLink } from "../ui/page-link.tsx";
import { thoughtVerdict } from "./connect-words.ts";
import { Trouble } from "./trouble.tsx";

interface TrialResultProps {
  trial: Trial;
  /** The key it was asked with, where it is known. */
  apiKey: KeySummary | null;
}

/** Of either the end, since that is where it grows: about as much as there is room for. */
const mostLetters = 400;

const titles: Record<Trial["phase"], string> = {
  asking: "Asking",
  answering: "Being answered",
  done: "It works",
  stopped: "Stopped",
  failed: "It does not work yet",
};

const link = "text-accent underline underline-offset-2";

/** A question as it is being answered, as the program that asks sees it. */
export function TrialResult({ trial, apiKey }: TrialResultProps) {
  const { phase, thought, text, failure, runId } = trial;
  const verdict = thoughtVerdict(trial, apiKey);
  const conversation = useObservable(useApp().list).conversations.find(({ headRunId }) => runId !== null && headRunId === runId);
  return (
    <section aria-label="The trial" className="mt-5 border-line border-t pt-4">
      <h3 className="font-medium text-[14px]">{titles[phase]}</h3>
      <dl className="tabular mt-2 grid grid-cols-2 gap-x-6 gap-y-0.5 text-ink-soft sm:grid-cols-4">
        <Time label="First byte" ms={trial.firstByteMs} />
        <Time label="First thought" ms={trial.firstThoughtMs} />
        <Time label="First word" ms={trial.firstTextMs} />
        <Time label="In all" ms={trial.totalMs} />
      </dl>
      {failure && (
        <div className="mt-3">
          <Trouble message={failure.message} detail={failure.detail} />
        </div>
      )}
      <Words label="Thinking" hue="text-lamp" text={thought} className="text-ink-soft text-thought" />
      <Words label="Answer" hue="text-ink" text={text} className="text-[14px] leading-[21px]" />
      {verdict && (
        <p className="mt-3 flex gap-1.5">
          {verdict.isGood ? (
            <Check size={15} strokeWidth={2} aria-hidden className="mt-px shrink-0 text-ink-soft" />
          ) : (
            <X size={15} strokeWidth={2} aria-hidden className="mt-px shrink-0 text-ink-soft" />
          )}
          <span>
            {verdict.words}
            {verdict.isOfKey && apiKey && (
              <>
                {" "}
                <PageLink href={`/settings/keys?edit=${apiKey.id}`} className={link}>
                  Change what it lets leave
                </PageLink>
              </>
            )}
          </span>
        </p>
      )}
      {conversation && (
        <p className="mt-3">
          You saw all of it here:{" "}
          <PageLink href={`/c/${conversation.id}`} className={link}>
            Open its conversation
          </PageLink>
        </p>
      )}
    </section>
  );
}

function Time({ label, ms }: { label: string; ms: number | null }) {
  return (
    <div className="flex justify-between gap-2 whitespace-nowrap sm:block">
      <dt className="text-ink-faint">{label}</dt>
      <dd className="text-ink">{ms === null ? "–" : formatDuration(ms)}</dd>
    </div>
  );
}

interface WordsProps {
  label: string;
  hue: string;
  text: string;
  className: string;
}

function Words({ label, hue, text, className }: WordsProps): ReactNode {
  if (text === "") return null;
  const shown = text.length > mostLetters ? `…${text.slice(-mostLetters)}` : text;
  return (
    <div className="mt-3">
      <h4 className={`text-[12px] ${hue}`}>{label}</h4>
      <div className="mt-0.5 flex max-h-[126px] flex-col-reverse overflow-hidden">
        <p dir="auto" className={`whitespace-pre-wrap wrap-anywhere ${className}`}>
          {shown}
        </p>
      </div>
    </div>
  );
}
