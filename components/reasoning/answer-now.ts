/** Owns: when the thinking of a run can be cut for an answer, and whether it was. Pure. */
import type { View } from "#lib/reasoning/view.ts";

type Parts = Pick<View, "parts">;

/** While it waits or thinks, was not asked before, and has not begun to answer. */
export function canAnswerNow(view: Pick<View, "status" | "parts" | "steps">): boolean {
  if (view.status !== "running" || view.steps.length === 0) return false;
  return !view.parts.some((part) => isText(part) || isCutMark(part) || (part.kind === "tool" && part.endedAt === null));
}

/** It was asked, and nothing of the answer is there yet. */
export function isAnsweringNow({ parts }: Parts): boolean {
  const mark = parts.findLastIndex(isCutMark);
  return mark !== -1 && !parts.slice(mark).some(isText);
}

export function wasCutForAnswer({ parts }: Parts): boolean {
  return parts.some(isCutMark);
}

function isText(part: View["parts"][number]): boolean {
  return part.kind === "text";
}

function isCutMark(part: View["parts"][number]): boolean {
  return part.kind === "status" && part.status.code === "answer-now";
}
