"use client";
/** Owns: the frame of a numbered step: number in the margin, headline that opens and folds, time at the right, body beneath. */
import type { LucideIcon } from "lucide-react";
import { type ReactNode, useState } from "react";

interface StepShellProps {
  id: string;
  number: number;
  icon: LucideIcon;
  /** Colour of the icon and, while it is live, of the number. */
  hue: string;
  /** In words, for who does not see the icon. */
  kind: string;
  headline: ReactNode;
  time: ReactNode;
  isLive: boolean;
  isOpen: boolean;
  onToggle(): void;
  /** The reader is at work in the body. */
  onTouch(): void;
  children: ReactNode;
}

export function StepShell(props: StepShellProps) {
  const { id, number, icon: Icon, hue, kind, headline, time, isLive, isOpen, onToggle, onTouch, children } = props;
  const [wasOpened, setWasOpened] = useState(isOpen);
  if (isOpen && !wasOpened) setWasOpened(true);
  return (
    <li className="step" aria-current={isLive ? "step" : undefined} data-row={id}>
      <h3 className="min-w-0">
        <button
          type="button"
          data-step={id}
          aria-expanded={isOpen}
          aria-controls={`body-${id}`}
          onClick={onToggle}
          className="step-button"
        >
          <span className={`step-number tabular ${isLive ? `step-live ${hue}` : "text-ink-faint"}`}>
            <span className="sr-only">Step </span>
            {number}
          </span>
          <Icon aria-hidden="true" size={14} strokeWidth={1.75} className={`mt-[3.5px] shrink-0 ${hue}`} />
          <span className="sr-only">{kind}: </span>
          <span className="step-headline">{headline}</span>
          <span className="step-time tabular">{time}</span>
        </button>
      </h3>
      <div id={`body-${id}`} hidden={!isOpen} className="step-body" onPointerDown={onTouch}>
        {wasOpened ? children : null}
      </div>
    </li>
  );
}
