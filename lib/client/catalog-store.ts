/** Owns: the models there are, as this page knows them. Knows no React. */
import type { CatalogOfViewer } from "#lib/connections/models-of-viewer.ts";
import { type ApiError, asApiError } from "./api-error.ts";
import { createObservable } from "./observable.ts";
import type { SettingsApi } from "./settings-api.ts";

export interface CatalogState extends CatalogOfViewer {
  /** Ids of the models that were named in this page and that may be missing from a list. */
  named: readonly string[];
  isRefreshing: boolean;
  /** Why they could not be read when they were last asked for. */
  error: ApiError | null;
}

export interface CatalogStore {
  /** The model may be asked for from now on, whatever the lists say. */
  name(modelId: string): void;
  get(): CatalogState;
  subscribe(listener: () => void): () => void;
  /** Reads them again; `isFresh` asks the providers too. Never rejects: the state says what went wrong. */
  refresh(options?: { isFresh?: boolean }): Promise<void>;
}

export function createCatalogStore(api: Pick<SettingsApi, "models">, first: CatalogOfViewer): CatalogStore {
  const state = createObservable<CatalogState>({ ...first, named: [], isRefreshing: false, error: null });
  let latest = 0;
  return {
    get: state.get,
    subscribe: state.subscribe,
    name(modelId) {
      const { named } = state.get();
      if (!named.includes(modelId)) state.set({ ...state.get(), named: [...named, modelId] });
    },
    async refresh(options) {
      const own = ++latest;
      state.set({ ...state.get(), isRefreshing: true });
      try {
        const catalog = await api.models(options);
        if (own === latest) state.set({ ...state.get(), ...catalog, isRefreshing: false, error: null });
      } catch (error) {
        if (own === latest) state.set({ ...state.get(), isRefreshing: false, error: asApiError(error) });
      }
    },
  };
}
