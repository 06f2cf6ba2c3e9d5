"use client";
/** Owns: everything that ticks. All of it ticks together, so that clocks and bars agree and share a frame. What has ended never asks a clock. */
import { useSyncExternalStore } from "react";
import { browserFrame, untilGrid } from "#lib/client/frame-pacer.ts";
import type { Clock } from "#lib/core/clock.ts";
import { formatClock, formatDuration } from "./duration.ts";

interface Ticker {
  /** The server's time at the last tick. */
  now(): number;
  subscribe(listener: () => void): () => void;
}

const tickMs = 100;
const tickers = new WeakMap<Clock, Ticker>();

function tickerOf(clock: Clock): Ticker {
  const ticker = tickers.get(clock) ?? createTicker(clock);
  tickers.set(clock, ticker);
  return ticker;
}

function createTicker(clock: Clock): Ticker {
  const listeners = new Set<() => void>();
  let at: number | null = null;
  const tick = () => {
    if (listeners.size === 0) {
      at = null;
      return;
    }
    at = clock.now();
    for (const listener of [...listeners]) listener();
    setTimeout(() => browserFrame(tick), untilGrid(performance.now(), tickMs));
  };
  return {
    now: () => at ?? clock.now(),
    subscribe(listener) {
      listeners.add(listener);
      if (at === null) tick();
      return () => listeners.delete(listener);
    },
  };
}

const never = () => () => {};

/**
 * The server's time while `isLive`; null otherwise and before the first tick. `strideOf`: with this much time passed since
 * `since`, how often it is worth saying that more has.
 */
export function useNow(
  clock: Clock,
  since: number | null,
  isLive: boolean,
  strideOf: (elapsedMs: number) => number,
): number | null {
  const ticker = tickerOf(clock);
  const isTicking = isLive && since !== null;
  const get = () => {
    if (!isTicking) return null;
    const elapsed = Math.max(0, ticker.now() - since);
    const stride = Math.max(tickMs, strideOf(elapsed));
    return since + elapsed - (elapsed % stride);
  };
  return useSyncExternalStore(isTicking ? ticker.subscribe : never, get, () => null);
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
  const ticker = tickerOf(clock);
  const isLive = startedAt !== null && endedAt === null;
  const get = () => {
    if (isLive) return formatClock(ticker.now() - startedAt);
    return formatDuration(startedAt === null || endedAt === null ? null : endedAt - startedAt);
  };
  const words = useSyncExternalStore(isLive ? ticker.subscribe : never, get, get);
  return (
    <span className={`tabular whitespace-nowrap ${className}`} suppressHydrationWarning>
      {words}
    </span>
  );
}
