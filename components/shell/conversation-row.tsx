"use client";
import clsx from "clsx";
import { Archive, ArchiveRestore, Ellipsis, Hand, Hourglass, Pencil, Pin, PinOff, Trash2 } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { ConversationSummary } from "#lib/conversations/conversation.ts";
import { originMark, originSentence, originWords } from "../reasoning/origin-words.ts";
import { Menu } from "../ui/menu.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { RunHairline } from "./run-hairline.tsx";
import type { ConversationActions } from "./use-conversation-actions.ts";

const goingOn = {
  nobody: "an answer is being written",
  person: "waits for your approval",
  client: "waits for the client that asked",
};

/** Gives its place to what can be done, under a pointer. */
const restingOnly = "pointer-fine:group-hover:hidden";

interface ConversationRowProps {
  conversation: ConversationSummary;
  isOpen: boolean;
  /** The one row of the list that Tab reaches; arrows reach the others. */
  isTabStop: boolean;
  actions: ConversationActions;
  onOpened(): void;
  onFocus(id: string): void;
  onMove(event: KeyboardEvent, id: string): void;
}

export function ConversationRow(props: ConversationRowProps) {
  const { conversation, isOpen, isTabStop, actions, onOpened, onFocus, onMove } = props;
  const { id, title, isPinned, isArchived, activeRunId, waitsFor, origin } = conversation;
  const [isRenaming, setIsRenaming] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);

  if (isRenaming) {
    return (
      <RenameField
        title={title}
        onDone={(next) => {
          setIsRenaming(false);
          if (next !== null) actions.rename(conversation, next);
          requestAnimationFrame(() => link.current?.focus());
        }}
      />
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "F2") setIsRenaming(true);
    else if (event.key === "Delete") actions.remove(conversation);
    else return onMove(event, id);
    event.preventDefault();
  };
  return (
    <div className={clsx("group relative flex h-[33px] items-center rounded-md", isOpen ? "bg-line/70" : "hover:bg-line/50")}>
      <PageLink
        ref={link}
        href={`/c/${id}`}
        data-id={id}
        tabIndex={isTabStop ? 0 : -1}
        aria-current={isOpen ? "page" : undefined}
        onClick={onOpened}
        onFocus={() => onFocus(id)}
        onKeyDown={onKeyDown}
        onDoubleClick={() => setIsRenaming(true)}
        className={clsx("min-w-0 grow truncate rounded-md px-2 py-2", isOpen ? "text-ink" : "text-ink-soft")}
      >
        {title}
        <span className="sr-only">
          {origin && `, ${originSentence(origin)}`}
          {activeRunId && `, ${goingOn[waitsFor ?? "nobody"]}`}
        </span>
      </PageLink>
      {origin && (
        <span
          aria-hidden
          title={originWords(origin)}
          className={`max-w-[30%] shrink-0 truncate px-1 text-[11px] text-ink-faint ${restingOnly}`}
        >
          {originMark(origin)}
        </span>
      )}
      {waitsFor === "person" && (
        <Hand aria-hidden size={14} strokeWidth={1.75} className={`mx-1.5 shrink-0 text-wait ${restingOnly}`} />
      )}
      {waitsFor === "client" && (
        <Hourglass aria-hidden size={13} strokeWidth={1.75} className={`mx-1.5 shrink-0 text-ink-faint ${restingOnly}`} />
      )}
      <Menu
        align="end"
        button={
          <button
            type="button"
            aria-label={`Actions for ${title}`}
            tabIndex={isTabStop ? 0 : -1}
            className={clsx(
              "mr-1 inline-flex size-7 shrink-0 items-center justify-center rounded text-ink-faint hover:text-ink",
              "pointer-fine:not-group-hover:not-focus-visible:not-aria-expanded:sr-only",
            )}
          >
            <Ellipsis size={16} aria-hidden />
          </button>
        }
        groups={[
          {
            items: [
              { label: "Rename", icon: Pencil, onSelect: () => setTimeout(() => setIsRenaming(true)) },
              {
                label: isPinned ? "Unpin" : "Pin",
                icon: isPinned ? PinOff : Pin,
                onSelect: () => actions.togglePinned(conversation),
              },
              {
                label: isArchived ? "Take out of the archive" : "Archive",
                icon: isArchived ? ArchiveRestore : Archive,
                onSelect: () => actions.toggleArchived(conversation),
              },
            ],
          },
          { items: [{ label: "Delete", icon: Trash2, isDanger: true, onSelect: () => actions.remove(conversation) }] },
        ]}
      />
      {activeRunId && <RunHairline runId={activeRunId} waitsFor={waitsFor} />}
    </div>
  );
}

function RenameField({ title, onDone }: { title: string; onDone(title: string | null): void }) {
  const isDone = useRef(false);
  const finish = (next: string | null) => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(next);
  };
  return (
    <input
      ref={(field) => field?.select()}
      aria-label="Title"
      defaultValue={title}
      maxLength={200}
      onBlur={(event) => finish(event.target.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") finish(event.currentTarget.value);
        if (event.key === "Escape") finish(null);
      }}
      className="h-[33px] w-full rounded-md border border-accent bg-paper-raised px-2 text-ui outline-none"
    />
  );
}
