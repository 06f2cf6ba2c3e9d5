import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ConversationScreen } from "#components/conversation/conversation-screen.tsx";
import { requireViewer } from "#lib/auth/viewer.ts";
import { readConversation } from "#lib/conversations/read.ts";
import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import { packViews } from "#lib/reasoning/packed-views.ts";

interface PageProps {
  params: Promise<{ conversationId: string }>;
}

/** Title and page ask for the same conversation; it is read once. */
const read = cache(async (conversationId: string) => {
  if (!isId("conversation", conversationId)) notFound();
  try {
    return await readConversation(await requireViewer(), conversationId);
  } catch (error) {
    if (AppError.is(error) && error.code === "not-found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { conversation } = await read((await params).conversationId);
  return { title: conversation.title };
}

export default async function ConversationPage({ params }: PageProps) {
  const { views, ...detail } = await read((await params).conversationId);
  return <ConversationScreen detail={{ ...detail, packed: packViews(views) }} />;
}
