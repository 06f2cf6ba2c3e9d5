/** Owns: the words for thoughts that arrived whole after a wait; which these are decides `lib/reasoning/burst.ts`. Pure. */
import { burstsOf } from "#lib/reasoning/burst.ts";
import type { View } from "#lib/reasoning/view.ts";
import { formatDuration } from "./duration.ts";

export function atOnceWords(waitedMs: number): string {
  return `arrived at once after ${formatDuration(waitedMs)}`;
}

export interface AtOnce {
  /** Of the waits that ended in such thoughts, together. */
  waitedMs: number;
  count: number;
  /** Whether every thought of the run is one of them. */
  isAll: boolean;
}

/** Null where every thought could be watched. */
export function atOnceOf(view: View): AtOnce | null {
  const bursts = burstsOf(view);
  if (bursts.size === 0) return null;
  const waits = new Map<number, number>();
  let thoughts = 0;
  for (const part of view.parts) {
    if (part.kind !== "reasoning") continue;
    thoughts += 1;
    const from = bursts.get(part.id);
    if (from !== undefined && !waits.has(from)) waits.set(from, part.startedAt - from);
  }
  const waitedMs = [...waits.values()].reduce((sum, ms) => sum + ms, 0);
  return { waitedMs, count: bursts.size, isAll: thoughts === bursts.size };
}
