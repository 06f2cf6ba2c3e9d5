"use client";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { isEnded } from "#lib/reasoning/event.ts";
import type { View } from "#lib/reasoning/view.ts";
import { asApiError } from "./api-error.ts";
import type { Link } from "./run-store.ts";
import { useApp } from "./use-app.ts";

/** The run as far as this page knows it; undefined while it is not loaded. */
export function useRun(runId: string | null): View | undefined {
  const { runs } = useApp();
  const subscribe = useCallback((listener: () => void) => (runId ? runs.subscribe(runId, listener) : () => {}), [runs, runId]);
  const get = () => (runId ? runs.get(runId) : undefined);
  return useSyncExternalStore(subscribe, get, get);
}

export function useLink(runId: string | null): Link {
  const { runs } = useApp();
  const subscribe = useCallback((listener: () => void) => (runId ? runs.subscribe(runId, listener) : () => {}), [runs, runId]);
  const get = () => (runId ? runs.link(runId) : "idle");
  return useSyncExternalStore(subscribe, get, get);
}

/** Tails the run while the component is there and the run goes on. */
export function useFollowRun(runId: string | null): void {
  const { runs } = useApp();
  const view = useRun(runId);
  const isLive = view !== undefined && !isEnded(view.status);
  useEffect(() => (runId && isLive ? runs.follow(runId) : undefined), [runs, runId, isLive]);
}

/** Fetches a run that the page came without, once `isWanted`. `onError` hears why it could not. */
export function useLoadRun(runId: string | null, isWanted: boolean, onError: (message: string) => void): void {
  const { api, runs } = useApp();
  const isMissing = useRun(runId) === undefined;
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
