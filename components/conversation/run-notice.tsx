"use client";
import { CircleAlert, CircleSlash } from "lucide-react";
import type { View } from "#lib/reasoning/view.ts";
import { Button } from "../ui/button.tsx";
import { endingOf } from "./ending.ts";

/** How a run ended, where that is worth a word: what happened, what is kept, what to do. */
export function RunNotice({ view, onRetry }: { view: View; onRetry(): void }) {
  const ending = endingOf(view);
  if (!ending) return null;
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
