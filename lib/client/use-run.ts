"use client";
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { isEnded } from "#lib/reasoning/event.ts";
import type { View } from "#lib/reasoning/view.ts";
import { asApiError } from "./api-error.ts";
import type { Link, RunStore } from "./run-store.ts";
import { useApp } from "./use-app.ts";

/** What `read` finds in the store for this run; draws again only when that is another value. */
function useRunStore<Value>(runId: string | null, read: (runs: RunStore, runId: string | null) => Value): Value {
  const { runs } = useApp();
  const subscribe = useCallback((listener: () => void) => (runId ? runs.subscribe(runId, listener) : () => {}), [runs, runId]);
  const get = () => read(runs, runId);
  return useSyncExternalStore(subscribe, get, get);
}

const viewOf = (runs: RunStore, runId: string | null) => (runId ? runs.get(runId) : undefined);

/**
 * The run as far as this page knows it; undefined while it is not loaded. With `isSame` the View stays as it was until one
 * comes that differs in what is looked at.
 */
export function useRun(runId: string | null, isSame?: (before: View, next: View) => boolean): View | undefined {
  const last = useRef<View | undefined>(undefined);
  return useRunStore(runId, (runs) => {
    const next = viewOf(runs, runId);
    const before = last.current;
    if (!(isSame && next && before?.runId === next.runId && isSame(before, next))) last.current = next;
    return last.current;
  });
}

/** What `select` makes of the run: a plain value. */
export function useRunValue<Value extends string | number | boolean | null>(
  runId: string | null,
  select: (view: View | undefined) => Value,
): Value {
  return useRunStore(runId, (runs) => select(viewOf(runs, runId)));
}

/** Whether more may come to this run; false while it is not loaded. */
export function useIsLive(runId: string | null): boolean {
  return useRunValue(runId, (view) => view !== undefined && !isEnded(view.status));
}

export function useLink(runId: string | null): Link {
  return useRunStore(runId, (runs) => (runId ? runs.link(runId) : "idle"));
}

/** Tails the run while the component is there and the run goes on. */
export function useFollowRun(runId: string | null): void {
  const { runs } = useApp();
  const isLive = useIsLive(runId);
  useEffect(() => (runId && isLive ? runs.follow(runId) : undefined), [runs, runId, isLive]);
}

/** Fetches a run that the page came without, once `isWanted`. `onError` hears why it could not. */
export function useLoadRun(runId: string | null, isWanted: boolean, onError: (message: string) => void): void {
  const { api, runs } = useApp();
  const isMissing = useRunValue(runId, (view) => view === undefined);
  useEffect(() => {
    if (!runId || !isWanted || !isMissing) return;
    let isCurrent = true;
    api.view(runId).then(
      (view) => isCurrent && runs.seed([view]),
      (error) => isCurrent && onError(asApiError(error).message),
    );
    return () => {
      isCurrent = false;
    };
  }, [api, runs, runId, isWanted, isMissing, onError]);
}
