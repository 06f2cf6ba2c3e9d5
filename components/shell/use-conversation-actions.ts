"use client";
import { usePathname, useRouter } from "next/navigation";
import { useMemo } from "react";
import { asApiError } from "#lib/client/api-error.ts";
import type { ConversationList } from "#lib/client/conversation-list.ts";
import { useApp } from "#lib/client/use-app.ts";
import type { ConversationSummary } from "#lib/conversations/conversation.ts";

export interface ConversationActions {
  rename(conversation: ConversationSummary, title: string): void;
  togglePinned(conversation: ConversationSummary): void;
  toggleArchived(conversation: ConversationSummary): void;
  remove(conversation: ConversationSummary): void;
}

/** What can be done to a conversation from the list; what fails is taken back and said. */
export function useConversationActions(list: ConversationList): ConversationActions {
  const app = useApp();
  const router = useRouter();
  const pathname = usePathname();
  return useMemo(() => {
    const say = (error: unknown) => {
      const { message, suggestion } = asApiError(error);
      app.notices.show({ message, detail: suggestion });
    };
    const other = list === app.list ? app.archive : app.list;
    const isOpen = ({ id }: ConversationSummary) => pathname === `/c/${id}`;
    const change = (conversation: ConversationSummary, patch: Parameters<ConversationList["change"]>[1]) => {
      list.change(conversation.id, patch).catch(say);
    };
    return {
      rename(conversation, title) {
        if (title.trim() !== "" && title.trim() !== conversation.title) change(conversation, { title: title.trim() });
      },
      togglePinned: (conversation) => change(conversation, { isPinned: !conversation.isPinned }),
      toggleArchived(conversation) {
        const isArchived = !conversation.isArchived;
        const move = (to: boolean) =>
          (to === isArchived ? list : other).change(conversation.id, { isArchived: to }).then(() => {
            (to === isArchived ? other : list).put({ ...conversation, isArchived: to });
          }, say);
        void move(isArchived);
        app.notices.show({
          message: isArchived ? `“${conversation.title}” is archived.` : `“${conversation.title}” is back in the list.`,
          action: { label: "Undo", run: () => void move(!isArchived) },
        });
      },
      remove(conversation) {
        const wasOpen = isOpen(conversation);
        list.remove(conversation.id).then(() => {
          app.notices.show({
            message: `“${conversation.title}” is deleted.`,
            action: {
              label: "Undo",
              run: () => {
                list.restore(conversation).then(() => wasOpen && router.push(`/c/${conversation.id}`), say);
              },
            },
          });
        }, say);
        if (wasOpen) router.push("/");
      },
    };
  }, [app, list, pathname, router]);
}
