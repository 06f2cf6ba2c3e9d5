import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConversationSummary } from "#lib/conversations/conversation.ts";
import { groupConversations } from "./group-conversations.ts";

const now = Date.UTC(2026, 5, 17, 12);
const hour = 3_600_000;

function conversation(id: string, updatedAt: number, isPinned = false): ConversationSummary {
  return {
    id,
    title: id,
    isPinned,
    isArchived: false,
    createdAt: updatedAt,
    updatedAt,
    activeRunId: null,
    headRunId: null,
    waitsFor: null,
    origin: null,
  };
}

function labels(rows: ReturnType<typeof groupConversations>): string[] {
  return rows.map((row) => (row.kind === "heading" ? `# ${row.label}` : row.conversation.id));
}

describe("the conversation list", () => {
  it("puts pinned ones first and the rest under their day, newest first", () => {
    const rows = groupConversations(
      [
        conversation("may", Date.UTC(2026, 4, 2)),
        conversation("last week", now - 6 * 24 * hour),
        conversation("old but pinned", Date.UTC(2024, 0, 1), true),
        conversation("yesterday", now - 20 * hour),
        conversation("this morning", now - 3 * hour),
        conversation("three weeks", now - 21 * 24 * hour),
        conversation("just now", now),
        conversation("last year", Date.UTC(2025, 4, 30)),
      ],
      now,
      0,
    );
    expect(labels(rows)).toEqual([
      ...["# Pinned", "old but pinned", "# Today", "just now", "this morning", "# Yesterday", "yesterday"],
      ...["# Previous 7 days", "last week", "# Previous 30 days", "three weeks", "# May 2026", "may", "# May 2025", "last year"],
    ]);
  });

  it("begins a day where the reader is", () => {
    const at = Date.UTC(2026, 5, 16, 23, 30);
    expect(labels(groupConversations([conversation("late", at)], now, 0))[0]).toBe("# Yesterday");
    expect(labels(groupConversations([conversation("late", at)], now, 60))[0]).toBe("# Today");
  });

  it("shows every conversation once and no heading twice, whatever the times", () => {
    const times = fc.array(fc.record({ at: fc.integer({ min: 0, max: now + hour }), isPinned: fc.boolean() }));
    fc.assert(
      fc.property(times, fc.integer({ min: -720, max: 840 }), (given, offset) => {
        const list = given.map(({ at, isPinned }, index) => conversation(`c${index}`, at, isPinned));
        const rows = groupConversations(list, now, offset);
        const keys = rows.map((row) => row.key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(rows.filter((row) => row.kind === "conversation").length).toBe(list.length);
      }),
    );
  });
});
