/** Owns: a person's settings, as this page knows them. Knows no React. */
import type { Settings } from "#lib/settings/schema.ts";
import { createObservable } from "./observable.ts";
import type { SettingsApi } from "./settings-api.ts";

export interface SettingsStore {
  get(): Settings;
  subscribe(listener: () => void): () => void;
  /** Takes effect at once. Where the server does not take it, it is taken back, and this rejects with an ApiError. */
  change(patch: Partial<Settings>): Promise<void>;
  /** Reads them again. Rejects with an ApiError. */
  refresh(): Promise<void>;
}

export function createSettingsStore(api: Pick<SettingsApi, "change" | "read">, first: Settings): SettingsStore {
  const settings = createObservable(first);
  let stored = first;
  /** Changes go one after the other, so that the last one said is the last one stored. */
  let line: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const settle = (next: Settings) => {
    stored = next;
    // What is still on its way is not overwritten by what came before it.
    if (waiting === 0) settings.set(next);
  };
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const result = line.then(work);
    line = result.catch(() => undefined);
    return result;
  };

  return {
    get: settings.get,
    subscribe: settings.subscribe,
    change(patch) {
      waiting += 1;
      settings.set({ ...settings.get(), ...patch });
      return inLine(async () => {
        try {
          stored = await api.change(patch);
        } finally {
          waiting -= 1;
          settle(stored);
        }
      });
    },
    refresh: () => inLine(async () => settle(await api.read())),
  };
}
