/** Owns: the View of a run as it is told, and the milestones in it. Folds only where one could be new: words come by the thousand. Pure. */
import type { RunEvent } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import type { Milestone } from "#lib/reasoning/milestone.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { makeNewMilestones } from "../new-milestones.ts";

export interface TaleView {
  /** The milestones that come with this event, but for the end, which every protocol has a word of its own for. */
  push(event: RunEvent): Milestone[];
  /** Everything until now. */
  view(): View;
}

export function makeTaleView(runId: string): TaleView {
  const milestones = makeNewMilestones();
  let folded = emptyView(runId);
  let waiting: RunEvent[] = [];
  let isAnswering = false;

  function view(): View {
    if (waiting.length > 0) folded = foldAll(folded, waiting);
    waiting = [];
    return folded;
  }

  function mayBeNew(event: RunEvent): boolean {
    switch (event.type) {
      case "reasoning-delta":
      case "tool-input-delta":
      case "tool-output":
        return false;
      case "text-delta":
        return !isAnswering && event.delta.trim() !== "";
      default:
        return true;
    }
  }

  return {
    push(event) {
      waiting.push(event);
      if (!mayBeNew(event)) return [];
      if (event.type === "step-start") isAnswering = false;
      if (event.type === "text-delta") isAnswering = true;
      return milestones.of(view(), event.at).filter(({ code }) => code !== "complete" && code !== "ended");
    },
    view,
  };
}
