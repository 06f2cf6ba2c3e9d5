"use client";
import { usePathname } from "next/navigation";
import { useEffect, useMemo } from "react";
import { asApiError } from "#lib/client/api-error.ts";
import { useApp } from "#lib/client/use-app.ts";
import type { ConversationDetail } from "#lib/conversations/conversation.ts";
import { type PackedViews, unpackViews } from "#lib/reasoning/packed-views.ts";
import { Conversation } from "./conversation.tsx";

/** As a page brings it along. */
interface PackedDetail extends Omit<ConversationDetail, "views"> {
  packed: PackedViews;
}

/**
 * The conversation that the address names. A new one gets its address after its first message without a navigation, so the
 * address, not the page that was rendered for it, decides; `detail` is what that page brought along.
 */
export function ConversationScreen({ detail: given }: { detail: PackedDetail | null }) {
  const app = useApp();
  const pathname = usePathname();
  const idInAddress = /^\/c\/([^/]+)$/.exec(pathname)?.[1] ?? null;
  const detail = useMemo(() => given && unpackDetail(given), [given]);
  const session = useMemo(() => {
    if (idInAddress === null) return app.freshSession();
    return app.openSession(idInAddress, detail?.conversation.id === idInAddress ? detail : null);
  }, [app, idInAddress, detail]);

  useEffect(() => {
    if (detail && detail.conversation.id === session.get().conversationId) session.receive(detail);
    else if (idInAddress && session.get().conversationId === null) {
      session.load(idInAddress).catch((thrown) => {
        const { code, message, suggestion } = asApiError(thrown);
        // The server's own page says it best that there is nothing here.
        if (code === "not-found") window.location.reload();
        else app.notices.show({ message, detail: suggestion });
      });
    }
  }, [app, session, detail, idInAddress]);

  return <Conversation key={session.key} session={session} />;
}

function unpackDetail({ packed, ...detail }: PackedDetail): ConversationDetail {
  return { ...detail, views: unpackViews(packed) };
}
