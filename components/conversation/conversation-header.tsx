"use client";
import clsx from "clsx";
import { PanelLeft, PanelRight } from "lucide-react";
import { useApp, usePreferences } from "#lib/client/use-app.ts";
import { useOnline } from "#lib/client/use-online.ts";
import { type Origin, originSentence, originWords } from "../reasoning/origin-words.ts";
import { toggleList, togglePanel } from "../shell/toggles.ts";
import { IconButton } from "../ui/button.tsx";

interface ConversationHeaderProps {
  title: string | null;
  /** How it was begun; null: here. */
  origin: Origin | null;
  /** The newest run's line is being sought again. */
  isLost: boolean;
  isPanelShown: boolean;
  hasTurns: boolean;
}

export function ConversationHeader({ title, origin, isLost, isPanelShown, hasTurns }: ConversationHeaderProps) {
  const app = useApp();
  const { isListOpen } = usePreferences();
  const isOnline = useOnline();
  const trouble = !isOnline
    ? "Offline. What is being written goes on and is kept."
    : isLost
      ? "Connection lost, reconnecting"
      : null;
  return (
    <header className={clsx("flex h-13 shrink-0 items-center gap-2 px-3", hasTurns && "border-line border-b")}>
      <IconButton
        label="Show conversations"
        keys="L"
        icon={PanelLeft}
        tipAlign="start"
        onClick={() => toggleList(app)}
        className={isListOpen ? "xl:hidden" : ""}
      />
      <div className="flex min-w-0 flex-1 items-baseline gap-2 px-1">
        <h1 className="min-w-0 truncate text-ink-soft">{title ?? <span className="sr-only">New conversation</span>}</h1>
        {origin && (
          <p className="max-w-[45%] shrink-0 truncate text-[12px] text-ink-faint" title={originWords(origin)}>
            <span className="sr-only">Begun elsewhere: {originSentence(origin)}</span>
            <span aria-hidden>{originWords(origin)}</span>
          </p>
        )}
      </div>
      <p role="status" className="flex items-center gap-2 text-fail">
        {trouble && (
          <>
            <span aria-hidden className="size-1.5 rounded-full bg-fail-fill" />
            {trouble}
          </>
        )}
      </p>
      {hasTurns && (
        <IconButton
          label={isPanelShown ? "Hide reasoning" : "Show reasoning"}
          keys="R"
          icon={PanelRight}
          tipAlign="end"
          aria-pressed={isPanelShown}
          onClick={() => togglePanel(app)}
        />
      )}
    </header>
  );
}
