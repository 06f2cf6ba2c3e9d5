"use client";
import { createContext, useContext, useSyncExternalStore } from "react";
import type { Preferences } from "#lib/core/preferences.ts";
import type { AppStore } from "./app-store.ts";

export const AppContext = createContext<AppStore | null>(null);

export function useApp(): AppStore {
  const app = useContext(AppContext);
  if (!app) throw new Error("useApp is used outside of the shell.");
  return app;
}

interface Readable<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

/** The value, and a render whenever it changes. `atFirst` is what the server rendered, where that differs. */
export function useObservable<T>(source: Readable<T>, atFirst: () => T = source.get): T {
  return useSyncExternalStore(source.subscribe, source.get, atFirst);
}

export function usePreferences(): Preferences {
  return useObservable(useApp().preferences);
}
