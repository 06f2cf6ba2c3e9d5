import { type Preferences, preferencesCookie, writePreferences } from "#lib/core/preferences.ts";
import { createObservable } from "./observable.ts";

export interface PreferencesStore {
  get(): Preferences;
  subscribe(listener: () => void): () => void;
  /** Takes effect at once and is remembered for a year. */
  change(change: Partial<Preferences>): void;
}

const yearSeconds = 31_536_000;

export function createPreferencesStore(initial: Preferences): PreferencesStore {
  const preferences = createObservable(initial);
  return {
    get: preferences.get,
    subscribe: preferences.subscribe,
    change(change) {
      const next = { ...preferences.get(), ...change };
      preferences.set(next);
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in some browsers in use.
      document.cookie = `${preferencesCookie}=${writePreferences(next)}; path=/; max-age=${yearSeconds}; samesite=lax`;
      document.documentElement.dataset.theme = next.theme;
      document.documentElement.dataset.answer = next.answerFace;
    },
  };
}
