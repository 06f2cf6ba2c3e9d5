/** Owns: what became of the earlier thoughts in a run's requests, in words and in order. Pure. */
import type { LeftOutReason, SentThoughts } from "#lib/reasoning/event.ts";
import type { View } from "#lib/reasoning/view.ts";
import { formatCount } from "./figures.ts";

export type Fate = SentThoughts["how"];

/** Thoughts of one earlier run, by what became of them. */
export interface SentGroup {
  runId: string;
  fates: { how: Fate; why: LeftOutReason | null; partIds: string[] }[];
}

/** What one or several equal requests of the run took along. */
export interface SentCall {
  /** The model calls it holds for, from 1. */
  steps: number[];
  groups: SentGroup[];
}

/** Per model call, neighbours with the same list as one; empty when there were no earlier thoughts. */
export function sentCallsOf(view: Pick<View, "steps">): SentCall[] {
  const calls: SentCall[] = [];
  for (const { step, sentBack } of view.steps) {
    const groups = groupsOf(sentBack ?? []);
    if (groups.length === 0) continue;
    const last = calls.at(-1);
    if (last && JSON.stringify(last.groups) === JSON.stringify(groups)) last.steps.push(step);
    else calls.push({ steps: [step], groups });
  }
  return calls;
}

function groupsOf(thoughts: readonly SentThoughts[]): SentGroup[] {
  const byRun = Map.groupBy(
    thoughts.filter((one) => one.partIds.length > 0),
    (one) => one.runId,
  );
  return [...byRun].map(([runId, ofRun]) => ({ runId, fates: ofRun.map(({ how, why, partIds }) => ({ how, why, partIds })) }));
}

export const fateWords: Record<Fate, string> = {
  full: "in full",
  sealed: "sealed",
  context: "as context",
  "left-out": "left out",
};

const fates = ["full", "sealed", "context", "left-out"] as const satisfies readonly Fate[];

/** “3 in full · 1 sealed · 2 left out”, or “none · 2 left out”. */
export function sumWords({ groups }: SentCall): string {
  const counts = new Map<Fate, number>();
  for (const { how, partIds } of groups.flatMap((group) => group.fates)) {
    counts.set(how, (counts.get(how) ?? 0) + partIds.length);
  }
  const words = fates.filter((how) => counts.has(how)).map((how) => `${formatCount(counts.get(how) ?? 0)} ${fateWords[how]}`);
  return (counts.size === 1 && counts.has("left-out") ? ["none", ...words] : words).join(" · ");
}

/** What the fate means, or why a thought stayed here. */
export function reasonOf(how: Fate, why: LeftOutReason | null): string {
  switch (how) {
    case "full":
      return "Its text went along as it is.";
    case "sealed":
      return "It went along as its provider sealed it.";
    case "context":
      return "Its text was quoted, for the answer to be made from it.";
    case "left-out":
      return why === null ? "It stayed here." : leftOutWords[why];
    default:
      return how satisfies never;
  }
}

const leftOutWords: Record<LeftOutReason, string> = {
  foreign: "It was sealed by another provider, model or key, and nobody else can open it.",
  cut: "It was broken off before its end.",
  expired: "Its provider no longer takes it back.",
  unsealed: "This provider takes back only what it sealed itself.",
  "closed-turn": "This provider wants thoughts back only beside the tool calls they led to.",
  "not-taken": "This provider takes no thoughts back.",
  idle: "Nothing followed it.",
};
