/** Owns: how often something happened within the last minute, as this process saw it. */
import { systemClock } from "#lib/core/clock.ts";
import { remember } from "#lib/core/remember.ts";

const minuteMs = 60_000;
/** Names with nothing left to count are forgotten when there are this many. */
const tidyAt = 1_000;

const happened = () => remember("auth.last-minute", () => new Map<string, number[]>());

/** Counts one more of `name`, unless there were `most` already: then nothing is counted, and the answer is how long to wait. */
export function countInMinute(name: string, most: number, now = systemClock.now()): { waitMs: number } {
  const times = (happened().get(name) ?? []).filter((at) => at > now - minuteMs);
  const oldest = times[times.length - most];
  if (oldest !== undefined) return { waitMs: oldest + minuteMs - now };
  times.push(now);
  happened().set(name, times);
  if (happened().size > tidyAt) tidy(now);
  return { waitMs: 0 };
}

function tidy(now: number): void {
  for (const [name, times] of happened()) if ((times.at(-1) ?? 0) <= now - minuteMs) happened().delete(name);
}
