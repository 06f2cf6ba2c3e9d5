/** Owns: what a page asks about a person's settings and the models there are. */
import type { CatalogOfViewer } from "#lib/connections/models-of-viewer.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { Call } from "./call.ts";

export interface SettingsApi {
  read(): Promise<Settings>;
  /** Changes what is named and nothing else; the settings as they are then. */
  change(patch: Partial<Settings>): Promise<Settings>;
  /** `isFresh`: the providers are asked now. */
  models(options?: { isFresh?: boolean }): Promise<CatalogOfViewer>;
}

export function createSettingsApi(call: Call): SettingsApi {
  return {
    read: () => call("GET", "settings"),
    change: (patch) => call("PATCH", "settings", patch),
    models: ({ isFresh = false } = {}) => call("GET", `models${isFresh ? "?refresh=1" : ""}`),
  };
}
