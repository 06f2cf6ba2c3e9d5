"use client";
import { usePathname } from "next/navigation";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { ConversationList as List } from "#lib/client/conversation-list.ts";
import { groupConversations } from "#lib/client/group-conversations.ts";
import { rowTops } from "#lib/client/list-window.ts";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { useListWindow } from "#lib/client/use-list-window.ts";
import { useUtcOffset } from "#lib/client/use-utc-offset.ts";
import { Button } from "../ui/button.tsx";
import { ConversationRow } from "./conversation-row.tsx";
import { useConversationActions } from "./use-conversation-actions.ts";

const rowHeight = 34;
const headingHeight = 36;

interface ConversationListProps {
  list: List;
  isArchive: boolean;
  /** A conversation was opened from here. */
  onOpened(): void;
}

export function ConversationList({ list, isArchive, onOpened }: ConversationListProps) {
  const app = useApp();
  const { conversations, nextCursor, isLoading, error } = useObservable(list);
  const pathname = usePathname();
  const utcOffset = useUtcOffset(app.start.utcOffset);
  const rows = useMemo(
    () => groupConversations(conversations, app.clock.now(), utcOffset),
    [conversations, utcOffset, app.clock],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const actions = useConversationActions(list);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const tops = useMemo(() => rowTops(rows.map((row) => (row.kind === "heading" ? headingHeight : rowHeight))), [rows]);
  const { from, to } = useListWindow(scroller, tops);

  useEffect(() => {
    const wantsMore = isArchive ? conversations.length === 0 || nextCursor !== null : nextCursor !== null;
    if (wantsMore && !error && to >= rows.length - 12) void list.loadMore();
  }, [list, to, rows.length, nextCursor, error, isArchive, conversations.length]);

  const openId = conversations.find((one) => pathname === `/c/${one.id}`)?.id ?? null;
  const tabId =
    focusedId !== null && conversations.some((one) => one.id === focusedId) ? focusedId : (openId ?? conversations[0]?.id);

  const moveFocus = (event: KeyboardEvent, id: string) => {
    const ids = rows.flatMap((row) => (row.kind === "conversation" ? [row.conversation.id] : []));
    const place = ids.indexOf(id);
    const targets: Record<string, number> = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: ids.length - 1 };
    const target = ids[targets[event.key] ?? -1];
    if (target === undefined) return;
    event.preventDefault();
    setFocusedId(target);
    const top = tops[rows.findIndex((row) => row.key === target)] ?? 0;
    const element = scroller.current;
    // What is far away is not drawn yet: bring its place into view first.
    if (element && (top < element.scrollTop || top + rowHeight > element.scrollTop + element.clientHeight)) {
      element.scrollTop = top - element.clientHeight / 2;
    }
    const find = () => element?.querySelector<HTMLElement>(`[data-id="${target}"]`);
    const drawn = find();
    if (drawn) drawn.focus();
    else requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()));
  };

  if (rows.length === 0 && !isLoading && !error) {
    return <p className="grow px-4 py-3 text-ink-faint">{isArchive ? "Nothing is archived." : "What you ask is kept here."}</p>;
  }
  return (
    <div ref={scroller} className="min-h-0 grow overflow-y-auto overflow-x-hidden px-2 pb-2">
      <ul className="relative" style={{ height: tops.at(-1) }}>
        {rows.slice(from, to).map((row, place) => (
          <li key={row.key} className="absolute inset-x-0" style={{ top: tops[from + place] }}>
            {row.kind === "heading" ? (
              <h2 className="px-2 pt-4 text-[12px] text-ink-faint leading-4">{row.label}</h2>
            ) : (
              <ConversationRow
                conversation={row.conversation}
                isOpen={row.conversation.id === openId}
                isTabStop={row.conversation.id === tabId}
                actions={actions}
                onOpened={onOpened}
                onFocus={setFocusedId}
                onMove={moveFocus}
              />
            )}
          </li>
        ))}
      </ul>
      {error && (
        <div className="px-2 py-3 text-ink-soft">
          <p>The list could not be loaded. {error.message}</p>
          <Button className="mt-2" onClick={() => void list.loadMore()}>
            Retry
          </Button>
        </div>
      )}
    </div>
  );
}
