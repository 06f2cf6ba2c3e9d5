import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import type { Database } from "#lib/db/client.ts";
import { databaseKinds, withDatabase } from "#lib/testing/database.ts";
import { storeRun } from "#lib/testing/stored-run.ts";
import { listConversations } from "./list.ts";

interface Kept {
  isPinned: boolean;
  isArchived: boolean;
  isDeleted: boolean;
  updatedAt: number;
}

describe.each(databaseKinds)("listConversations on %s", (kind) => {
  const database = withDatabase(kind);

  it("pages through all of them once: pinned first, then by last activity, without the deleted and the archived", async () => {
    const kept = fc.record<Kept>({
      isPinned: fc.boolean(),
      isArchived: fc.boolean(),
      isDeleted: fc.boolean(),
      updatedAt: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(kept, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), async (all, limit) => {
        const viewer = await newPerson(database());
        const stored = await store(database(), viewer.userId, all);
        for (const archived of [false, true]) {
          const expected = stored
            .filter(({ isDeleted, isArchived }) => !isDeleted && isArchived === archived)
            .sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1));
          const seen: string[] = [];
          for (let cursor: string | null | undefined; cursor !== null; ) {
            const page = await listConversations(viewer, { cursor, limit, archived });
            expect(page.conversations.length).toBeLessThanOrEqual(limit);
            seen.push(...page.conversations.map(({ id }) => id));
            cursor = page.nextCursor;
          }
          expect(seen).toEqual(expected.map(({ id }) => id));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("names the run that is going on in a conversation, and none in the others", async () => {
    const viewer = { userId: database().localOwnerId };
    const live = await storeRun(database());
    await storeRun(database(), { status: "completed" });
    const { conversations } = await listConversations(viewer);
    expect(new Set(conversations.map(({ activeRunId }) => activeRunId))).toEqual(new Set([live, null]));
    expect(conversations[0]).toEqual({
      id: expect.stringMatching(/^con_/),
      title: "A title",
      isPinned: false,
      isArchived: false,
      createdAt: 1_700_000_000_000,
      updatedAt: 1_700_000_000_000,
      activeRunId: conversations[0]?.activeRunId,
      headRunId: null,
      waitsFor: null,
      origin: null,
    });
  });

  it.each([
    [["requested", "handed"], "person"],
    [["handed"], "client"],
    [["allowed", "done"], null],
  ] as const)("says whom a run with calls %j waits for: %s", async (states, waitsFor) => {
    const { client, localOwnerId } = database();
    const runId = await storeRun(database(), { status: "waiting" });
    await client.toolCall.createMany({
      data: states.map((state, index) => ({
        ...{ runId, callId: `c${index}`, userId: localOwnerId, name: "tool", argsHash: "", effect: "with-effect", state },
        askedAt: 1n,
      })),
    });
    const { conversations } = await listConversations({ userId: localOwnerId }, { limit: 200 });
    expect(conversations.find(({ activeRunId }) => activeRunId === runId)?.waitsFor).toBe(waitsFor);
  });

  it("refuses cursors it never gave and limits out of bounds, naming the field", async () => {
    const viewer = { userId: database().localOwnerId };
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    for (const cursor of ["", "x", "%00", encode({}), encode([true, -1, "a"]), encode([true, 1, "\0"]), encode([1, 2, 3])]) {
      await expect(listConversations(viewer, { cursor })).rejects.toThrow(
        expect.objectContaining({ code: "bad-request", field: "cursor" }),
      );
    }
    for (const limit of [0, -1, 201, 1.5, Number.NaN]) {
      await expect(listConversations(viewer, { limit })).rejects.toThrow(
        expect.objectContaining({ code: "bad-request", field: "limit" }),
      );
    }
  });
});

async function newPerson({ client }: Database): Promise<{ userId: string }> {
  const { id } = await client.person.create({ data: { id: newId("person"), name: "Somebody", createdAt: 2n ** 41n } });
  return { userId: id };
}

async function store({ client }: Database, userId: string, all: Kept[]): Promise<(Kept & { id: string })[]> {
  const withIds = all.map((kept) => ({ ...kept, id: newId("conversation") }));
  await client.conversation.createMany({
    data: withIds.map(({ id, isPinned, isArchived, isDeleted, updatedAt }) => ({
      id,
      userId,
      title: id,
      createdAt: 1n,
      updatedAt: BigInt(updatedAt),
      pinnedAt: isPinned ? 1n : null,
      archivedAt: isArchived ? 1n : null,
      deletedAt: isDeleted ? 1n : null,
    })),
  });
  return withIds;
}
