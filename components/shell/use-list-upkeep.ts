"use client";
import { useEffect } from "react";
import type { AppStore } from "#lib/client/app-store.ts";

/** Should the word that something changed ever fail to come. */
const slowMs = 30_000;

/** Keeps the list true to what happens elsewhere, as it happens. */
export function useListUpkeep(app: AppStore): void {
  useEffect(() => {
    const leave = new AbortController();
    void app.followList(leave.signal);
    const refresh = () => {
      if (document.visibilityState === "visible") void app.list.refresh();
    };
    const timer = setInterval(refresh, slowMs);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      leave.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [app]);
}
