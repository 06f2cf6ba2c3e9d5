"use client";
import { useEffect } from "react";
import type { AppStore } from "#lib/client/app-store.ts";

const staleMs = 60_000;

/** Models and settings are read again when somebody comes back to a page that was left for a while. */
export function useCatalogUpkeep(app: AppStore): void {
  useEffect(() => {
    let readAt = performance.now();
    const refresh = () => {
      if (document.visibilityState !== "visible" || performance.now() - readAt < staleMs) return;
      readAt = performance.now();
      void app.catalog.refresh();
      // Where it fails, what was known stays in use, and the next return asks again.
      app.settings.refresh().catch(() => {});
    };
    document.addEventListener("visibilitychange", refresh);
    return () => document.removeEventListener("visibilitychange", refresh);
  }, [app]);
}
