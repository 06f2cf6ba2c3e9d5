"use client";
import clsx from "clsx";
import { Archive, ArrowLeft, Keyboard, PanelLeftClose, Settings, SquarePen } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useApp, useObservable, usePreferences } from "#lib/client/use-app.ts";
import { useMedia } from "#lib/client/use-media.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { AppearanceMenu } from "./appearance-menu.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { listColumn, toggleList } from "./toggles.ts";
import { Wordmark } from "./wordmark.tsx";

/** The conversations: a column where there is room, a drawer where there is not. */
export function Sidebar({ onHelp }: { onHelp(): void }) {
  const app = useApp();
  const { isListOpen } = usePreferences();
  const isColumn = useMedia(listColumn, true);
  const isDrawerOpen = useObservable(app.overlay) === "list";
  const isShown = isColumn ? isListOpen : isDrawerOpen;
  const [isArchiveShown, setIsArchiveShown] = useState(false);
  const nav = useRef<HTMLElement>(null);
  const close = () => app.overlay.set(null);

  useEffect(() => {
    if (isDrawerOpen && !isColumn) nav.current?.focus();
  }, [isDrawerOpen, isColumn]);

  return (
    <>
      {isDrawerOpen && !isColumn && <div className="fixed inset-0 z-30 bg-veil" onPointerDown={close} aria-hidden />}
      <nav
        ref={nav}
        tabIndex={-1}
        aria-label="Conversations"
        inert={!isShown}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !isColumn) close();
        }}
        className={clsx(
          "flex h-full w-65 shrink-0 flex-col border-line border-r bg-paper-sunken outline-none",
          "max-xl:fixed max-xl:inset-y-0 max-xl:left-0 max-xl:z-40 max-xl:w-[min(18rem,85vw)] max-xl:transition-transform max-xl:duration-200 max-xl:ease-out",
          isDrawerOpen ? "max-xl:shadow-float" : "max-xl:-translate-x-full",
          !isListOpen && "xl:hidden",
        )}
      >
        <div className="flex h-13 shrink-0 items-center justify-between pr-2 pl-4">
          <PageLink href="/" aria-label="Aloud, new conversation" onClick={close} className="rounded-sm">
            <Wordmark />
          </PageLink>
          <IconButton label="Hide conversations" keys="L" icon={PanelLeftClose} tipAlign="end" onClick={() => toggleList(app)} />
        </div>
        <div className="px-2 pb-2">
          <PageLink
            href="/"
            onClick={close}
            className="touch flex h-9 items-center gap-2.5 rounded-md px-2 font-medium hover:bg-line/60"
          >
            <SquarePen size={16} strokeWidth={1.75} aria-hidden />
            <span className="grow">New conversation</span>
          </PageLink>
        </div>
        {isArchiveShown && (
          <div className="flex items-center gap-1 px-2 pb-1">
            <Button look="word" className="px-2" onClick={() => setIsArchiveShown(false)}>
              <ArrowLeft size={15} strokeWidth={1.75} aria-hidden />
              Archived
            </Button>
          </div>
        )}
        <ConversationList
          key={isArchiveShown ? "archive" : "list"}
          list={isArchiveShown ? app.archive : app.list}
          isArchive={isArchiveShown}
          onOpened={close}
        />
        <div className="flex shrink-0 items-center gap-1 border-line border-t px-2 py-1.5">
          <PageLink
            href="/settings/connections"
            onClick={close}
            className="touch flex h-8 grow items-center gap-1.5 rounded-md px-2 text-ink-soft hover:bg-line/60 hover:text-ink"
          >
            <Settings size={15} strokeWidth={1.75} aria-hidden />
            Settings
          </PageLink>
          <AppearanceMenu />
          <IconButton label="Keyboard" keys="?" icon={Keyboard} tipSide="top" onClick={onHelp} className="max-sm:hidden" />
          <IconButton
            label="Archived"
            icon={Archive}
            tipSide="top"
            tipAlign="end"
            aria-pressed={isArchiveShown}
            onClick={() => setIsArchiveShown(!isArchiveShown)}
          />
        </div>
      </nav>
    </>
  );
}
