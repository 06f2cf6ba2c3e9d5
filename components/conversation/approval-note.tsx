"use client";
import { Hand } from "lucide-react";
import { useRun } from "#lib/client/use-run.ts";
import type { View } from "#lib/reasoning/view.ts";
import { undecidedOf } from "../reasoning/state.ts";
import { titleOf } from "../tools/tool-words.ts";
import { visibleText } from "../tools/visible-text.ts";
import { Button } from "../ui/button.tsx";

interface ApprovalNoteProps {
  runId: string;
  onReview(runId: string, partId: string): void;
}

/** In the message: what waits for the person, and the way to where it is decided. */
export function ApprovalNote({ runId, onReview }: ApprovalNoteProps) {
  const view = useRun(runId, isSameWait);
  const undecided = view ? undecidedOf(view) : [];
  const [first, ...others] = undecided;
  if (!first) return null;
  return (
    <div className="mt-4 flex items-center gap-2.5 border-wait-fill border-l-2 py-1 pl-3">
      <Hand aria-hidden="true" size={15} strokeWidth={1.75} className="shrink-0 text-wait" />
      <p className="min-w-0 grow self-center">
        <span dir="auto" className="line-clamp-3 wrap-anywhere text-ink">
          {visibleText(first.approval?.message || titleOf(first))}
        </span>
        {others.length > 0 && <span className="block text-ink-soft">And {others.length} more</span>}
      </p>
      <Button onClick={() => onReview(runId, first.id)}>Review</Button>
    </div>
  );
}

function isSameWait(a: View, b: View): boolean {
  const key = (view: View) =>
    undecidedOf(view)
      .map(({ id }) => id)
      .join();
  return key(a) === key(b);
}
