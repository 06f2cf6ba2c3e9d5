"use client";
/** Owns: everything in the panel that ticks. What has ended never asks a clock. */
import { useEffect, useState } from "react";
import type { Clock } from "#lib/core/clock.ts";
import { formatClock, formatDuration, untilNextTick } from "./duration.ts";

/** The server's time while `isLive`, renewed when a clock that began at `since` shows something else; null before the first tick. */
export function useNow(clock: Clock, since: number | null, isLive: boolean, leastMs = 0): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    if (!isLive || since === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      const at = clock.now();
      setNow(at);
      timer = setTimeout(tick, Math.max(leastMs, untilNextTick(at - since)));
    };
    tick();
    return () => clearTimeout(timer);
  }, [clock, since, isLive, leastMs]);
  return isLive ? now : null;
}

interface LiveClockProps {
  clock: Clock;
  /** Server milliseconds; null shows a dash. */
  startedAt: number | null;
  /** Null while it runs. */
  endedAt: number | null;
  className?: string;
}

/** How long a thing takes or took. */
export function LiveClock({ clock, startedAt, endedAt, className = "" }: LiveClockProps) {
  const isLive = startedAt !== null && endedAt === null;
  const now = useNow(clock, startedAt, isLive);
  const words = isLive
    ? formatClock((now ?? clock.now()) - startedAt)
    : formatDuration(startedAt === null || endedAt === null ? null : endedAt - startedAt);
  return (
    <span className={`tabular whitespace-nowrap ${className}`} suppressHydrationWarning>
      {words}
    </span>
  );
}
