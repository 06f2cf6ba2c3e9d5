"use client";
import { usePathname, useRouter } from "next/navigation";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { type AppStart, appStoreFor } from "#lib/client/app-store.ts";
import { patiently } from "#lib/client/patiently.ts";
import { AppContext } from "#lib/client/use-app.ts";
import { useKeys } from "#lib/client/use-keys.ts";
import { Toaster } from "../ui/toaster.tsx";
import { LiveRegion } from "./live-region.tsx";
import { Sidebar } from "./sidebar.tsx";
import { toggleList, togglePanel } from "./toggles.ts";
import { useCatalogUpkeep } from "./use-catalog-upkeep.ts";
import { useListUpkeep } from "./use-list-upkeep.ts";

const KeysDialog = lazy(patiently(() => import("./keys-dialog.tsx")));

/** What stands around every page: the stores, the conversation list, the keyboard map, what is spoken and what pops up. */
export function AppShell({ start, children }: { start: AppStart; children: ReactNode }) {
  const [app] = useState(() => appStoreFor(start));
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const router = useRouter();
  const pathname = usePathname();
  const isInSettings = pathname.startsWith("/settings");
  useListUpkeep(app);
  useCatalogUpkeep(app);
  useEffect(() => {
    if (!isInSettings) app.place.set(pathname);
  }, [app, isInSettings, pathname]);
  useKeys({
    new: () => router.push("/"),
    write: () => document.querySelector<HTMLTextAreaElement>("[data-composer]")?.focus(),
    list: () => toggleList(app),
    panel: () => togglePanel(app),
    settings: () => router.push(isInSettings ? app.place.get() : "/settings/connections"),
    help: () => setIsHelpOpen(true),
  });
  return (
    <AppContext value={app}>
      <a
        href="#thread"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-ink px-3 py-2 text-paper focus:translate-y-0"
      >
        {isInSettings ? "Skip to the settings" : "Skip to the conversation"}
      </a>
      <div className="flex h-dvh overflow-hidden">
        <Sidebar onHelp={() => setIsHelpOpen(true)} />
        <div className="min-w-0 flex-1">{children}</div>
      </div>
      <LiveRegion />
      <Toaster />
      {isHelpOpen && (
        <Suspense>
          <KeysDialog onClose={() => setIsHelpOpen(false)} />
        </Suspense>
      )}
    </AppContext>
  );
}
