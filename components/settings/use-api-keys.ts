"use client";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { KeyPatch, NewKey } from "#lib/auth/key-policy.ts";
import type { KeySummary } from "#lib/auth/keys.ts";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { createKeysApi } from "#lib/client/keys-api.ts";
import { useApp } from "#lib/client/use-app.ts";

export interface ApiKeys {
  /** The newest first. */
  all: readonly KeySummary[];
  /** Why the list could not be read when it was last asked for; what is shown may be old. */
  error: ApiError | null;
  refresh(): Promise<void>;
  /** These reject with an ApiError, and nothing has changed then. */
  create(input: NewKey): Promise<KeySummary>;
  update(id: string, patch: KeyPatch): Promise<KeySummary>;
  remove(id: string): Promise<void>;
}

/** A person's API keys as this page knows them: `first` from the server, then what was done here. */
export function useApiKeys(first: readonly KeySummary[]): ApiKeys {
  const { call, madeKey } = useApp();
  const api = useMemo(() => createKeysApi(call), [call]);
  const [all, setAll] = useState(first);
  const [error, setError] = useState<ApiError | null>(null);
  const refresh = useCallback(async () => {
    try {
      setAll(await api.list());
      setError(null);
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  }, [api]);
  // The browser may show this page as it was when it was left, and programs use their keys meanwhile.
  useEffect(() => {
    const look = () => void refresh();
    look();
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [refresh]);
  return {
    all,
    error,
    refresh,
    async create(input) {
      const { key, ...made } = await api.create(input);
      madeKey.set({ id: made.id, name: made.name, key });
      setAll((before) => [made, ...before]);
      return made;
    },
    async update(id, patch) {
      const changed = await api.update(id, patch);
      const made = madeKey.get();
      if (made?.id === id) madeKey.set({ ...made, name: changed.name });
      setAll((before) => before.map((one) => (one.id === id ? changed : one)));
      return changed;
    },
    async remove(id) {
      await api.remove(id);
      if (madeKey.get()?.id === id) madeKey.set(null);
      setAll((before) => before.filter((one) => one.id !== id));
    },
  };
}
