"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { Siblings } from "#lib/reasoning/path.ts";

interface BranchSwitcherProps {
  /** What the versions are of. */
  label: string;
  siblings: Siblings;
  onChoose(id: string): void;
}

/** “2 of 3” with a step to either side; arrow keys do the same. Nothing where there is only one. */
export function BranchSwitcher({ label, siblings: { ids, index }, onChoose }: BranchSwitcherProps) {
  if (ids.length < 2) return null;
  const step = (by: number) => {
    const id = ids[index + by];
    if (id !== undefined) onChoose(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    step(event.key === "ArrowLeft" ? -1 : 1);
  };
  const look =
    "touch inline-flex size-7 items-center justify-center rounded-md text-ink-soft hover:bg-paper-sunken aria-disabled:text-line-strong aria-disabled:cursor-default";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look and meaning.
    <div role="group" aria-label={label} onKeyDown={onKeyDown} className="flex items-center text-ink-soft">
      <button type="button" aria-label="Previous version" aria-disabled={index <= 0} onClick={() => step(-1)} className={look}>
        <ChevronLeft size={15} aria-hidden />
      </button>
      <span className="tabular px-0.5">
        {index + 1} of {ids.length}
      </span>
      <button
        type="button"
        aria-label="Next version"
        aria-disabled={index >= ids.length - 1}
        onClick={() => step(1)}
        className={look}
      >
        <ChevronRight size={15} aria-hidden />
      </button>
    </div>
  );
}
