"use client";
import { CircleAlert, CircleSlash } from "lucide-react";
import { Button } from "../ui/button.tsx";
import type { Ending } from "./ending.ts";

/** How a run ended, where that is worth a word: what happened, what is kept, what to do. */
export function RunNotice({ ending, onRetry }: { ending: Ending; onRetry(): void }) {
  const Icon = ending.isTrouble ? CircleAlert : CircleSlash;
  return (
    <div
      role={ending.isTrouble ? "alert" : undefined}
      className={`mt-4 flex items-start gap-3 border-l-2 py-1 pl-4 ${ending.isTrouble ? "border-fail-fill" : "border-line-strong"}`}
    >
      <Icon
        size={16}
        strokeWidth={1.75}
        className={`mt-px shrink-0 ${ending.isTrouble ? "text-fail" : "text-ink-faint"}`}
        aria-hidden
      />
      <div className="grow">
        <p className={ending.isTrouble ? "font-medium text-fail" : "text-ink-soft"}>{ending.sentence}</p>
        {ending.detail && <p className="mt-0.5 text-ink-soft">{ending.detail}</p>}
      </div>
      {ending.canRetry && <Button onClick={onRetry}>Retry</Button>}
    </div>
  );
}
