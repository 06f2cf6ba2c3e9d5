/** Owns: whether thinking used up the output limit, and what can be done with a run that has a thought and no answer. Pure. */
import type { View } from "#lib/reasoning/view.ts";

/** It came to the output limit before a word of the answer. */
export function isLimitEaten(view: View): boolean {
  return view.status === "completed" && view.reason === "length" && !hasAnswer(view);
}

export interface WaysOn {
  /** Answering from the thought that is there; null where there is none to read, or no need. */
  fromThought: "finish" | "answer" | null;
  /** Limits to choose from, in tokens, rising; empty where the limit is not what was in the way, or is the highest already. */
  limits: number[];
}

/** Null where there are none. `outputSize`: the most its model may write, in tokens; null when unknown. */
export function waysOnOf(view: View, outputSize: number | null): WaysOn | null {
  const isEaten = isLimitEaten(view);
  const isBroken = view.status === "stopped" || view.status === "interrupted" || view.status === "failed";
  if (hasAnswer(view) || !(isEaten || isBroken)) return null;
  const fromThought = hasReadableThought(view) ? (isEaten ? "finish" : "answer") : null;
  const limits = isEaten ? limitsAbove(usedOf(view), outputSize) : [];
  return fromThought === null && limits.length === 0 ? null : { fromThought, limits };
}

export function hasAnswer(view: View): boolean {
  return view.parts.some((part) => part.kind === "text" && part.text.trim() !== "");
}

function hasReadableThought(view: View): boolean {
  return view.parts.some((part) => part.kind === "reasoning" && part.text.trim() !== "");
}

/** What was not enough: the limit that was set, else what the last model call wrote. */
function usedOf(view: View): number {
  return view.outputLimit ?? view.steps.at(-1)?.usage.output ?? view.usage.output ?? 0;
}

const ladder = [2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144];
const mostChoices = 3;

/** At least half as much again as what was not enough; the model's own most where the ladder ends above it. */
function limitsAbove(used: number, outputSize: number | null): number[] {
  const most = outputSize ?? Number.POSITIVE_INFINITY;
  const steps = ladder.filter((limit) => limit >= used * 1.5 && limit <= most).slice(0, mostChoices);
  const isTopMissing = outputSize !== null && outputSize > used && steps.length < mostChoices && !steps.includes(outputSize);
  return isTopMissing ? [...steps, outputSize] : steps;
}
