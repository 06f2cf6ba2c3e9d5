"use client";
import { useCallback, useEffect, useMemo, useState } from "react";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { type ConnectionList, type ConnectionsApi, createConnectionsApi } from "#lib/client/connections-api.ts";
import { useApp } from "#lib/client/use-app.ts";
import type { NewConnection } from "#lib/connections/input.ts";
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import type { Discovery } from "./found-servers.tsx";

export interface Connections {
  api: ConnectionsApi;
  all: readonly ConnectionSummary[];
  discovery: Discovery;
  /** Why the list could not be read when it was last asked for; what is shown may be old. */
  error: ApiError | null;
  /** These reject with an ApiError, and nothing has changed then. */
  create(input: NewConnection): Promise<ConnectionSummary>;
  update: ConnectionsApi["update"];
  remove(id: string): Promise<void>;
  /** What is known of one changes here alone. */
  put(id: string, patch: Partial<ConnectionSummary>): void;
  refresh(): Promise<void>;
  look(): Promise<void>;
}

/** The connections as this page knows them: `first` from the server, then what was done here. The models follow each change. */
export function useConnections(first: ConnectionList): Connections {
  const { call, catalog, announcement } = useApp();
  const api = useMemo(() => createConnectionsApi(call), [call]);
  const [all, setAll] = useState<readonly ConnectionSummary[]>(first.connections);
  const [error, setError] = useState<ApiError | null>(null);
  const [discovery, setDiscovery] = useState<Discovery>({ isLooking: false, found: null, error: null });

  const put = useCallback((id: string, patch: Partial<ConnectionSummary>) => {
    setAll((before) => before.map((one) => (one.id === id ? { ...one, ...patch } : one)));
  }, []);
  const refresh = useCallback(async () => {
    try {
      setAll((await api.list()).connections);
      setError(null);
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  }, [api]);
  const look = useCallback(async () => {
    setDiscovery((before) => ({ ...before, isLooking: true, error: null }));
    try {
      const found = await api.discover();
      setDiscovery({ isLooking: false, found, error: null });
      announcement.set(found.length === 1 ? "1 server found on this machine" : `${found.length} servers found on this machine`);
    } catch (thrown) {
      setDiscovery({ isLooking: false, found: null, error: asApiError(thrown) });
    }
  }, [api, announcement]);

  // The browser may show this page as it was when it was left.
  useEffect(() => void refresh(), [refresh]);

  return {
    api,
    all,
    discovery,
    error,
    put,
    refresh,
    look,
    async create(input) {
      const made = await api.create(input);
      await refresh();
      void catalog.refresh();
      return made;
    },
    async update(id, patch) {
      const changed = await api.update(id, patch);
      put(id, changed);
      void catalog.refresh();
      return changed;
    },
    async remove(id) {
      await api.remove(id);
      setAll((before) => before.filter((one) => one.id !== id));
      void catalog.refresh();
    },
  };
}
