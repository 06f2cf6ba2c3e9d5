/** Owns: which milestones of a run are new since it was last looked at. A milestone may move, and its details may grow: it is told once. */
import type { Milestone } from "#lib/reasoning/milestone.ts";
import { milestonesOf } from "#lib/reasoning/milestones.ts";
import type { View } from "#lib/reasoning/view.ts";

export interface NewMilestones {
  /** Those that the View has now and had not before. */
  of(view: View, now: number): Milestone[];
}

export function makeNewMilestones(): NewMilestones {
  const told = new Map<string, number>();
  return {
    of(view, now) {
      const found = new Map<string, number>();
      return milestonesOf(view, now).filter(({ code, message }) => {
        const name = `${code} ${message}`;
        const count = (found.get(name) ?? 0) + 1;
        found.set(name, count);
        if (count <= (told.get(name) ?? 0)) return false;
        told.set(name, count);
        return true;
      });
    },
  };
}
