/** Owns: the rows between the steps, and the card that closes a run that did not simply come to its end. */
import { Link2, type LucideIcon, PenLine, RotateCcw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { safeLink } from "#components/markdown/link.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { SourcePart, StatusPart, Step, TextPart } from "#lib/reasoning/view.ts";
import type { Ending } from "./ending.ts";
import { EndingNote } from "./ending-note.tsx";
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

export function WritingRow({ part, clock }: { part: TextPart; clock: Clock }) {
  const isLive = part.endedAt === null;
  return (
    <PlainRow
      id={part.id}
      icon={PenLine}
      hue="text-ink-soft"
      isLive={isLive}
      time={<LiveClock clock={clock} startedAt={part.startedAt} endedAt={part.endedAt} />}
    >
      {isLive ? "Writing the answer" : "Wrote the answer"}
    </PlainRow>
  );
}

const levels = { info: "text-ink-soft", success: "text-ink-soft", warning: "text-fail", error: "text-fail" } as const;

export function StatusRow({ part }: { part: StatusPart }) {
  const { code, level, message } = part.status;
  const isRetry = code === "retrying";
  return (
    <PlainRow id={part.id} icon={isRetry ? RotateCcw : level === "info" ? Link2 : TriangleAlert} hue={levels[level]}>
      <span className={levels[level]}>{message}</span>
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

/** A further model call: a thin line across, with its number. */
export function CallRow({ step }: { step: Step }) {
  return (
    <li className="step-call">
      <span>Model call {step.step}</span>
    </li>
  );
}

export function EndingRow({ ending }: { ending: Ending }) {
  return (
    <li className="mt-3 ml-7 text-thought" data-row="ending">
      <EndingNote ending={ending} isTitled />
    </li>
  );
}
