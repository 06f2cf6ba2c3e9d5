import type { Draft } from "./event.ts";

/** A draft with the server's time when it happened. */
export type TimedDraft = Draft & { at: number };

type Delta = Extract<TimedDraft, { delta: string }>;

function isDelta(draft: TimedDraft): draft is Delta {
  return "delta" in draft;
}

/** What it is a piece of. */
function targetOf(delta: Delta): string {
  return delta.type === "tool-output" ? delta.callId : delta.partId;
}

/** Whether `next` only continues what `before` was writing. The first letters keep their own time: none before them joins them. */
export function canJoin(before: TimedDraft, next: TimedDraft): boolean {
  if (!isDelta(before) || !isDelta(next)) return false;
  return before.type === next.type && targetOf(before) === targetOf(next) && (before.delta !== "" || next.delta === "");
}

/**
 * The drafts waiting to be numbered, with one more: joined to the last one when it continues it, which keeps the
 * earlier time, or put behind it. Numbered events are never joined. The input is not changed.
 */
export function joinDrafts(pending: readonly TimedDraft[], next: TimedDraft): TimedDraft[] {
  const last = pending.at(-1);
  if (!last || !isDelta(last) || !isDelta(next) || !canJoin(last, next)) return [...pending, next];
  return [...pending.slice(0, -1), { ...last, delta: last.delta + next.delta }];
}
