"use client";
import { useEffect } from "react";
import type { AppStore } from "#lib/client/app-store.ts";

const quietMs = 5_000;

/** Keeps the list true to what happens elsewhere: when the page is shown again, and while a run goes on in any conversation. */
export function useListUpkeep(app: AppStore): void {
  useEffect(() => {
    const refresh = () => document.visibilityState === "visible" && void app.list.refresh();
    const timer = setInterval(() => {
      if (app.list.get().conversations.some((conversation) => conversation.activeRunId !== null)) refresh();
    }, quietMs);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [app]);
}
