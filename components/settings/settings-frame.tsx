"use client";
import clsx from "clsx";
import { ArrowLeft, PanelLeft } from "lucide-react";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { useApp, useObservable, usePreferences } from "#lib/client/use-app.ts";
import { useOnline } from "#lib/client/use-online.ts";
import { toggleList } from "../shell/toggles.ts";
import { IconButton } from "../ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { settingsScrollerId, settingsSections } from "./sections.ts";

/** What stands around every section: the way back, the sections, and whether the line is there. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const app = useApp();
  const pathname = usePathname();
  const place = useObservable(app.place, () => "/");
  const { isListOpen } = usePreferences();
  const isOnline = useOnline();
  const sections = useRef<HTMLUListElement>(null);
  // Where there is no room for all of them, the one that is open is in sight. The pathname stands for it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another section has another place
  useEffect(() => {
    sections.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  return (
    <main id="thread" tabIndex={-1} className="flex h-full flex-col outline-none">
      <header className="flex h-13 shrink-0 items-center gap-1 border-line border-b px-3">
        <IconButton
          label="Show conversations"
          keys="L"
          icon={PanelLeft}
          tipAlign="start"
          onClick={() => toggleList(app)}
          className={isListOpen ? "xl:hidden" : ""}
        />
        <PageLink
          href={place}
          className="touch flex h-8 items-center gap-1.5 rounded-md px-2 text-ink-soft hover:bg-paper-sunken hover:text-ink"
        >
          <ArrowLeft size={15} strokeWidth={1.75} aria-hidden />
          {place.startsWith("/c/") ? "Back to the conversation" : "Back"}
        </PageLink>
        <p role="status" className="ml-auto flex items-center gap-2 text-fail">
          {!isOnline && (
            <>
              <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-fail-fill" />
              <span>
                Offline.<span className="max-sm:hidden"> Changes can be made once the network is back.</span>
              </span>
            </>
          )}
        </p>
      </header>
      <div id={settingsScrollerId} className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-[58rem] flex-col px-4 pb-16 sm:px-8 panel:flex-row panel:gap-12">
          <nav aria-label="Settings" className="shrink-0 panel:w-36 panel:pt-10">
            <ul
              ref={sections}
              className="-mx-2 flex gap-1 overflow-x-auto pt-3 panel:sticky panel:top-10 panel:flex-col panel:gap-0.5 panel:pt-0"
            >
              {settingsSections.map(({ id, name }) => {
                const href = `/settings/${id}`;
                const isHere = pathname === href;
                return (
                  <li key={id}>
                    <PageLink
                      href={href}
                      isReplacing
                      aria-current={isHere ? "page" : undefined}
                      className={clsx(
                        "touch flex h-8 items-center whitespace-nowrap rounded-md px-2",
                        isHere ? "bg-line/70 font-medium text-ink" : "text-ink-soft hover:bg-paper-sunken hover:text-ink",
                      )}
                    >
                      {name}
                    </PageLink>
                  </li>
                );
              })}
            </ul>
          </nav>
          <div className="min-w-0 flex-1 pt-6 panel:pt-10">{children}</div>
        </div>
      </div>
    </main>
  );
}
