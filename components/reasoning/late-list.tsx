"use client";
import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { type ReactNode, Suspense, useId, useState } from "react";

interface LateListProps {
  /** Between icon and arrow. */
  summary: ReactNode;
  icon: ReactNode;
  /** It stands at the foot and grows upwards: the arrow points the other way. */
  opensUp?: boolean;
  className?: string;
  /** Fetches the code of the list, before it is asked for. */
  load(): unknown;
  children(listId: string): ReactNode;
}

/** One line that opens a list whose code comes when somebody reaches for it. */
export function LateList({ summary, icon, opensUp = false, className, load, children }: LateListProps) {
  const [isOpen, setIsOpen] = useState(false);
  const listId = useId();
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setIsOpen(!isOpen)}
        className={clsx("late-list-button", className)}
      >
        {icon}
        {summary}
        <ChevronDown
          aria-hidden="true"
          size={14}
          className={clsx("shrink-0 text-ink-faint", isOpen !== opensUp && "rotate-180")}
        />
      </button>
      {isOpen && <Suspense>{children(listId)}</Suspense>}
    </>
  );
}
