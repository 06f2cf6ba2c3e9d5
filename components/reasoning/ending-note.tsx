import { Ban, type LucideIcon, Scissors, Square, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Ending } from "./ending.ts";

const icons: Record<Ending["kind"], LucideIcon> = {
  failed: TriangleAlert,
  interrupted: Scissors,
  cut: Scissors,
  eaten: Scissors,
  stopped: Square,
  unanswered: Ban,
};

interface EndingNoteProps {
  ending: Ending;
  /** Whether its title is said here; in a message the line above says it. */
  isTitled: boolean;
  /** Whether a screen reader is told of it at once: in the message, and not a second time in the panel. */
  isSpoken?: boolean;
  /** What can be done at once. */
  children?: ReactNode;
}

/** How a run ended, where that is worth a word: what happened, what is kept, what to do. */
export function EndingNote({ ending, isTitled, isSpoken = false, children }: EndingNoteProps) {
  const { kind, title, sentence, kept, suggestion } = ending;
  const isTrouble = kind !== "stopped" && kind !== "unanswered";
  const Icon = icons[kind];
  const [first, ...rest] = [isTitled ? title : "", sentence, `${kept} ${suggestion}`.trim()].filter(Boolean);
  return (
    <div
      role={isTrouble && isSpoken ? "alert" : undefined}
      className={`flex items-center gap-2.5 border-l-2 py-1 pl-3 ${isTrouble ? "border-fail-fill" : "border-line-strong"}`}
    >
      <Icon
        size={15}
        strokeWidth={1.75}
        className={`shrink-0 self-start ${children && rest.length === 0 ? "mt-[8.5px]" : isTitled ? "mt-[3px]" : "mt-[1.5px]"} ${isTrouble ? "text-fail" : "text-ink-faint"}`}
        aria-hidden
      />
      <div className="flex min-w-0 grow flex-wrap items-center gap-x-2.5 gap-y-2">
        <div className="min-w-0 grow basis-80 wrap-anywhere">
          <p className={isTrouble ? "font-medium text-fail" : isTitled ? "font-medium text-ink" : "text-ink-soft"}>{first}</p>
          {rest.map((words) => (
            <p key={words} className="mt-0.5 text-ink-soft">
              {words}
            </p>
          ))}
        </div>
        {children && <div className="flex flex-wrap gap-2">{children}</div>}
      </div>
    </div>
  );
}
