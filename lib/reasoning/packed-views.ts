/**
 * Owns: the Views of a conversation in one message. Each run's request lists the earlier thoughts of all turns before it, so
 * that the lists of thirty runs in a conversation of five hundred turns are nine tenths of it; nearly all of each is how the
 * one before it begins. Pure; what comes out is what went in.
 */
import type { SentThoughts } from "./event.ts";
import type { View } from "./view.ts";

export interface PackedViews {
  /** Their steps without `sentBack`. */
  views: View[];
  lists: PackedList[];
}

interface PackedList {
  /** Places in `views` and in its steps. */
  view: number;
  step: number;
  /** It begins with so many entries of the list before it. */
  same: number;
  rest: SentThoughts[];
}

export function packViews(views: readonly View[]): PackedViews {
  const lists: PackedList[] = [];
  let before: readonly SentThoughts[] = [];
  views.forEach(({ steps }, view) => {
    steps.forEach(({ sentBack }, step) => {
      if (sentBack === null) return;
      const same = commonStart(before, sentBack);
      lists.push({ view, step, same, rest: sentBack.slice(same) });
      before = sentBack;
    });
  });
  const bare = views.map((view) => ({ ...view, steps: view.steps.map((step) => ({ ...step, sentBack: null })) }));
  return { views: bare, lists };
}

export function unpackViews({ views, lists }: PackedViews): View[] {
  const whole = views.map((view) => ({ ...view, steps: [...view.steps] }));
  let before: readonly SentThoughts[] = [];
  for (const { view, step, same, rest } of lists) {
    const sentBack = [...before.slice(0, same), ...rest];
    const steps = whole[view]?.steps;
    const bare = steps?.[step];
    if (steps && bare) steps[step] = { ...bare, sentBack };
    before = sentBack;
  }
  return whole;
}

function commonStart(a: readonly SentThoughts[], b: readonly SentThoughts[]): number {
  const differs = b.findIndex((one, index) => !isSame(one, a[index]));
  return differs === -1 ? b.length : differs;
}

function isSame(a: SentThoughts, b: SentThoughts | undefined): boolean {
  if (b === undefined || a.runId !== b.runId || a.how !== b.how || a.why !== b.why) return false;
  return a.partIds.length === b.partIds.length && a.partIds.every((partId, index) => partId === b.partIds[index]);
}
