"use client";
import clsx from "clsx";
import { useRun } from "#lib/client/use-run.ts";
import { isEnded } from "#lib/reasoning/event.ts";

/** A run that goes on, as a line under its conversation: the colour says what it is doing, as far as this page knows. */
export function RunHairline({ runId }: { runId: string }) {
  const view = useRun(runId);
  if (view && isEnded(view.status)) return null;
  const last = view?.parts.findLast((part) => part.kind === "reasoning" || part.kind === "text" || part.kind === "tool");
  const fill = last?.kind === "text" ? "bg-write-fill" : last?.kind === "tool" ? "bg-tool-fill" : "bg-lamp-fill";
  return (
    <span aria-hidden className="absolute inset-x-2 bottom-0 h-[2px] overflow-hidden rounded-full bg-line">
      <span className={clsx("run-hairline block h-full w-2/5 rounded-full", view && !last ? "bg-line-strong" : fill)} />
    </span>
  );
}
