"use client";
import { useEffect, useSyncExternalStore } from "react";

/** A module that is fetched when first wanted. */
export interface Late<Module> {
  get(): Module | null;
  subscribe(listener: () => void): () => void;
  ask(): void;
}

export function late<Module>(fetchModule: () => Promise<Module>): Late<Module> {
  let loaded: Module | null = null;
  let isAsked = false;
  const listeners = new Set<() => void>();
  return {
    get: () => loaded,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask() {
      if (isAsked) return;
      isAsked = true;
      fetchModule().then(
        (module) => {
          loaded = module;
          for (const listener of [...listeners]) listener();
        },
        () => {
          // What it would have made prettier is on screen already; the next one who wants it asks again.
          isAsked = false;
        },
      );
    },
  };
}

/** The module once it is here; null until then, on the server, and while it is not wanted. */
export function useLate<Module>(source: Late<Module>, isWanted: boolean): Module | null {
  const module = useSyncExternalStore(source.subscribe, source.get, () => null);
  useEffect(() => {
    if (isWanted) source.ask();
  }, [source, isWanted]);
  return isWanted ? module : null;
}
