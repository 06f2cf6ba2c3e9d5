/** Owns: the order and the headings of the conversation list. */
import type { ConversationSummary } from "#lib/conversations/conversation.ts";

export type ListRow =
  | { kind: "heading"; key: string; label: string }
  | { kind: "conversation"; key: string; conversation: ConversationSummary };

const dayMs = 86_400_000;
const months = "January February March April May June July August September October November December".split(" ");

/**
 * Pinned first, then by the day of the last change. `now` in milliseconds; `utcOffset` in minutes east of Greenwich says
 * where a day begins for the reader.
 */
export function groupConversations(conversations: readonly ConversationSummary[], now: number, utcOffset: number): ListRow[] {
  const sorted = [...conversations].sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1));
  const rows: ListRow[] = [];
  let label = "";
  const add = (heading: string, conversation: ConversationSummary) => {
    if (heading !== label) rows.push({ kind: "heading", key: `heading ${heading}`, label: heading });
    label = heading;
    rows.push({ kind: "conversation", key: conversation.id, conversation });
  };
  for (const conversation of sorted) if (conversation.isPinned) add("Pinned", conversation);
  for (const conversation of sorted) {
    if (!conversation.isPinned) add(dayLabel(conversation.updatedAt, now, utcOffset), conversation);
  }
  return rows;
}

function dayLabel(at: number, now: number, utcOffset: number): string {
  const dayOf = (time: number) => Math.floor((time + utcOffset * 60_000) / dayMs);
  const daysAgo = dayOf(now) - dayOf(at);
  if (daysAgo <= 0) return "Today";
  if (daysAgo === 1) return "Yesterday";
  if (daysAgo <= 7) return "Previous 7 days";
  if (daysAgo <= 30) return "Previous 30 days";
  const date = new Date(dayOf(at) * dayMs);
  return `${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
