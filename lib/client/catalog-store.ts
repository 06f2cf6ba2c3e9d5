/** Owns: the models there are, as this page knows them. Knows no React. */
import type { CatalogOfViewer } from "#lib/connections/models-of-viewer.ts";
import { type ApiError, asApiError } from "./api-error.ts";
import { createObservable } from "./observable.ts";
import type { SettingsApi } from "./settings-api.ts";

export interface CatalogState extends CatalogOfViewer {
  isRefreshing: boolean;
  /** Why they could not be read when they were last asked for. */
  error: ApiError | null;
}

export interface CatalogStore {
  get(): CatalogState;
  subscribe(listener: () => void): () => void;
  /** Reads them again; `isFresh` asks the providers too. Never rejects: the state says what went wrong. */
  refresh(options?: { isFresh?: boolean }): Promise<void>;
}

export function createCatalogStore(api: Pick<SettingsApi, "models">, first: CatalogOfViewer): CatalogStore {
  const state = createObservable<CatalogState>({ ...first, isRefreshing: false, error: null });
  let latest = 0;
  return {
    get: state.get,
    subscribe: state.subscribe,
    async refresh(options) {
      const own = ++latest;
      state.set({ ...state.get(), isRefreshing: true });
      try {
        const catalog = await api.models(options);
        if (own === latest) state.set({ ...catalog, isRefreshing: false, error: null });
      } catch (error) {
        if (own === latest) state.set({ ...state.get(), isRefreshing: false, error: asApiError(error) });
      }
    },
  };
}
