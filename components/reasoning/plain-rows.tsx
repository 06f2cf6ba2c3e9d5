/** Owns: the rows between the steps, and the card that closes a run that did not simply come to its end. */
import { EyeOff, Info, Link2, type LucideIcon, PenLine, RotateCcw, Scissors, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { safeLink } from "#components/markdown/link.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { SourcePart, StatusPart, Step, TextPart } from "#lib/reasoning/view.ts";
import { sentWord } from "./effort-words.ts";
import type { Ending } from "./ending.ts";
import { EndingNote } from "./ending-note.tsx";
import { formatCount } from "./figures.ts";
import { LiveClock } from "./live-clock.tsx";

interface PlainRowProps {
  id: string;
  icon: LucideIcon;
  hue: string;
  time?: ReactNode;
  isLive?: boolean;
  children: ReactNode;
}

function PlainRow({ id, icon: Icon, hue, time, isLive = false, children }: PlainRowProps) {
  return (
    <li className="step step-plain" data-row={id} aria-current={isLive ? "step" : undefined}>
      <span />
      <Icon aria-hidden="true" size={14} strokeWidth={1.75} className={`mt-[3.5px] shrink-0 ${hue}`} />
      <div className="min-w-0 grow">{children}</div>
      {time && <span className="step-time tabular">{time}</span>}
    </li>
  );
}

interface WritingRowProps {
  part: TextPart;
  /** Nobody knows when it was. */
  isTimeless: boolean;
  clock: Clock;
}

export function WritingRow({ part, isTimeless, clock }: WritingRowProps) {
  const isLive = part.endedAt === null;
  return (
    <PlainRow
      id={part.id}
      icon={PenLine}
      hue="text-ink-soft"
      isLive={isLive}
      time={<LiveClock clock={clock} startedAt={isTimeless ? null : part.startedAt} endedAt={part.endedAt} />}
    >
      {isLive ? "Writing the answer" : "Wrote the answer"}
    </PlainRow>
  );
}

const levels = { info: "text-ink-soft", success: "text-ink-soft", warning: "text-fail", error: "text-fail" } as const;

export function StatusRow({ part }: { part: StatusPart }) {
  const { code, level, message } = part.status;
  if (code === "answer-now") return <CutRow part={part} />;
  const icon = code === "retrying" ? RotateCcw : level === "info" || level === "success" ? Info : TriangleAlert;
  return (
    <PlainRow id={part.id} icon={icon} hue={levels[level]}>
      <span className={levels[level]}>{message}</span>
    </PlainRow>
  );
}

/** Where the reader cut the thinking: a dashed line across, as on a form. */
function CutRow({ part }: { part: StatusPart }) {
  return (
    <li className="step step-scissors" data-row={part.id}>
      <Scissors aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0" />
      <span>Cut by you to answer now</span>
    </li>
  );
}

/** Thinking that was paid for and of which nothing was sent. */
export function HiddenRow({ id, tokens }: { id: string; tokens: number }) {
  return (
    <PlainRow id={id} icon={EyeOff} hue="text-lamp">
      <span className="text-ink">Hidden thinking</span>
      <p className="step-note">
        {formatCount(tokens)} {tokens === 1 ? "token was" : "tokens were"} billed as thinking; the provider sent nothing of it.
      </p>
    </PlainRow>
  );
}

export function SourcesRow({ id, parts }: { id: string; parts: readonly SourcePart[] }) {
  return (
    <PlainRow id={id} icon={Link2} hue="text-tool">
      <ul>
        {parts.map((part) => (
          <SourceItem key={part.id} part={part} />
        ))}
      </ul>
    </PlainRow>
  );
}

function SourceItem({ part }: { part: SourcePart }) {
  const link = safeLink(part.url, "");
  const title = part.title || part.url;
  if (!link) return <li className="break-words">{title}</li>;
  return (
    <li className="min-w-0 break-words">
      <a href={link.href} title={link.href} target="_blank" rel="noopener noreferrer nofollow" className="text-accent underline">
        {title}
      </a>{" "}
      <span className="text-[12px] text-ink-faint">{new URL(link.href).host}</span>
    </li>
  );
}

/** What was said elsewhere before it was asked here: nobody here knows when, nor what was thought. */
export function BroughtRow() {
  return (
    <li className="step-call">
      <span title="It was said elsewhere before. When, and what was thought over it, is not known here.">
        Brought along by the client
      </span>
    </li>
  );
}

/** A further model call: a thin line across, with its number and the effort it was sent. */
export function CallRow({ step, ordinal }: { step: Step; ordinal: number }) {
  return (
    <li className="step-call">
      <span>
        Model call {ordinal}
        {step.effortSent !== null && ` · effort sent: ${sentWord(step.effortSent)}`}
      </span>
    </li>
  );
}

export function EndingRow({ ending, actions }: { ending: Ending; actions?: ReactNode }) {
  return (
    <li className="mt-3 ml-7 text-thought" data-row="ending">
      <EndingNote ending={ending} isTitled>
        {actions}
      </EndingNote>
    </li>
  );
}
