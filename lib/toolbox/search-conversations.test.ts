import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { databaseKinds, withDatabase } from "#lib/testing/database.ts";
import { callContext } from "#lib/testing/mcp/call-context.ts";
import { ToolFailure } from "#lib/tools/tool.ts";
import { excerptOf, findIn, wordsOf } from "./find-words.ts";
import { searchConversations } from "./search-conversations.ts";

interface Told {
  answer: string;
  thought?: string;
  askedAt?: number;
  isLive?: boolean;
  isDeleted?: boolean;
}

interface Found {
  found: number;
  results: { link: string; in: string; excerpt: string; question: string; date: string }[];
}

describe.each(databaseKinds)("searching one's conversations on %s", (kind) => {
  const database = withDatabase(kind);
  const person = async (): Promise<Viewer> => {
    const { id } = await database().client.person.create({ data: { id: newId("person"), name: "B", createdAt: 1n } });
    return { userId: id };
  };
  const search = async (viewer: Viewer, words: string, conversationId = newId("conversation"), limit?: number) => {
    const { result, shown } = await searchConversations.run(
      { words, ...(limit && { limit }) },
      callContext({ viewer, conversationId }).context,
    );
    return { ...(result as Found), shown };
  };

  async function tell({ userId }: Viewer, { answer, thought, askedAt = 1, isLive = false, isDeleted = false }: Told) {
    const { client } = database();
    const createdAt = BigInt(1_700_000_000_000 + askedAt);
    const [conversationId, turnId, runId] = [newId("conversation"), newId("turn"), newId("run")];
    const base = { step: 1, startedAt: 1, endedAt: 2 };
    const thoughts = thought
      ? [{ ...base, id: "r", kind: "reasoning" as const, form: "full" as const, text: thought, isCut: false }]
      : [];
    const view = { ...emptyView(runId), parts: [...thoughts, { ...base, id: "t", kind: "text" as const, text: answer }] };
    const deletedAt = isDeleted ? createdAt : null;
    await client.conversation.create({
      data: { id: conversationId, userId, title: "About it", createdAt, updatedAt: createdAt, deletedAt },
    });
    await client.turn.create({ data: { id: turnId, conversationId, text: "What of it?", createdAt } });
    const run = {
      id: runId,
      conversationId,
      turnId,
      userId,
      clientRequestId: runId,
      requestHash: "",
      modelId: "m",
      effortAsked: "low",
    };
    const ended = isLive ? { status: "running", view: null } : { status: "completed", view: JSON.stringify(view) };
    await client.run.create({ data: { ...run, ...ended, createdAt } });
    return { conversationId, turnId };
  }

  it("finds answers and thoughts that hold all the words, newest first, with links", async () => {
    const viewer = await person();
    const old = await tell(viewer, { answer: "The Kingfisher dives into the river.", askedAt: 1 });
    const newer = await tell(viewer, { answer: "It is a bird.", thought: "River… a kingfisher, surely.", askedAt: 2 });
    await tell(viewer, { answer: "A kingfisher.", thought: "A river.", askedAt: 3 });
    const { found, results, shown } = await search(viewer, "river KINGFISHER");
    expect(found).toBe(2);
    expect(results.map(({ link, in: where }) => [link, where])).toEqual([
      [`/c/${newer.conversationId}#${newer.turnId}`, "thought"],
      [`/c/${old.conversationId}#${old.turnId}`, "answer"],
    ]);
    expect(results[1]).toMatchObject({
      question: "What of it?",
      date: "2023-11-14",
      excerpt: "The Kingfisher dives into the river.",
    });
    expect(shown).toMatchObject({ kind: "links", links: [{ url: results[0]?.link }, { url: results[1]?.link }] });
  });

  it("finds nothing of another person's, deleted, still being written, or here", async () => {
    const [viewer, stranger] = [await person(), await person()];
    await tell(stranger, { answer: "otter" });
    await tell(viewer, { answer: "otter", isDeleted: true });
    await tell(viewer, { answer: "otter", isLive: true });
    const { conversationId } = await tell(viewer, { answer: "otter" });
    expect((await search(viewer, "otter", conversationId)).found).toBe(0);
    expect((await search(viewer, "otter")).found).toBe(1);
  });

  it("reads page after page until it has enough", async () => {
    const viewer = await person();
    for (let askedAt = 0; askedAt < 45; askedAt++) await tell(viewer, { answer: askedAt < 3 ? "badger" : "nothing", askedAt });
    expect((await search(viewer, "badger", undefined, 2)).found).toBe(2);
    expect((await search(viewer, "badger")).found).toBe(3);
  });

  it("says so when there is no word to look for, and stops when it is stopped", async () => {
    const viewer = await person();
    await expect(search(viewer, "… !")).rejects.toThrow(ToolFailure);
    const { context } = callContext({ viewer, signal: AbortSignal.abort() });
    await expect(searchConversations.run({ words: "badger" }, context)).rejects.toThrow("abort");
  });
});

describe("an excerpt", () => {
  it("holds the first hit, whatever stands around it", () => {
    const near = fc.string({ unit: "grapheme", maxLength: 400 });
    fc.assert(
      fc.property(near, near, (before, after) => {
        const excerpt = excerptOf(`${before} needle ${after}`, ["needle"]);
        expect(excerpt).toContain("needle");
        expect(excerpt?.length).toBeLessThanOrEqual(300);
        expect(excerpt?.isWellFormed()).toBe(true);
      }),
    );
  });

  it("is found across cases and compatibility forms", () => {
    expect(wordsOf("Die ﬁnale STRASSE, don't, 3.14 日本")).toEqual(["die", "finale", "strasse", "don't", "3.14", "日本"]);
    expect(excerptOf("Das ﬁnale Stück", wordsOf("FINALE"))).toBe("das finale stück");
    expect(excerptOf("Nothing", wordsOf("finale"))).toBeNull();
  });

  it("comes from the answer where answer and thought both hold the words, and from no tool", () => {
    const view = JSON.stringify({
      parts: [
        { kind: "reasoning", text: "a fox" },
        { kind: "tool", text: "a fox", result: "a fox" },
        { kind: "text", text: "the fox" },
      ],
    });
    expect(findIn(view, ["fox"])).toEqual({ where: "answer", text: "the fox" });
    expect(findIn(JSON.stringify({ parts: [{ kind: "tool", result: "a fox" }] }), ["fox"])).toBeNull();
    expect(findIn(null, ["fox"])).toBeNull();
  });
});
