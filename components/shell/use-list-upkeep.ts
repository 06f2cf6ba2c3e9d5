"use client";
import { useEffect } from "react";
import type { AppStore } from "#lib/client/app-store.ts";

const activeMs = 5_000;
const quietMs = 30_000;

/** Keeps the list true to what happens elsewhere: often while a run goes on in any conversation, else now and then. */
export function useListUpkeep(app: AppStore): void {
  useEffect(() => {
    let refreshedAt = performance.now();
    const refresh = () => {
      if (document.visibilityState !== "visible") return;
      refreshedAt = performance.now();
      void app.list.refresh();
    };
    const timer = setInterval(() => {
      const isActive = app.list.get().conversations.some((conversation) => conversation.activeRunId !== null);
      if (isActive || performance.now() - refreshedAt >= quietMs) refresh();
    }, activeMs);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [app]);
}
