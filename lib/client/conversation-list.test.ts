import { describe, expect, it } from "vitest";
import type { ConversationPage, ConversationSummary } from "#lib/conversations/conversation.ts";
import { createApi } from "./api.ts";
import { createConversationList } from "./conversation-list.ts";

function one(id: string, updatedAt: number, more: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id,
    title: id,
    isPinned: false,
    isArchived: false,
    createdAt: 1,
    updatedAt,
    activeRunId: null,
    headRunId: null,
    waitsFor: null,
    origin: null,
    ...more,
  };
}

/** A list whose server answers as `answer` says. */
function stage(first: ConversationPage, answer: (method: string, path: string) => { status?: number; body: unknown }) {
  const api = createApi({
    pauses: [],
    async fetch(path, init) {
      const { status = 200, body } = answer(init?.method ?? "", String(path));
      return Response.json(body, { status });
    },
  });
  const list = createConversationList(api, first);
  return { list, ids: () => list.get().conversations.map(({ id }) => id) };
}

const refusal = { status: 507, body: { error: { code: "storage", message: "The disk is full." } } };

describe("the loaded conversations", () => {
  it("grow page by page, each conversation once", async () => {
    const pages: Record<string, ConversationPage> = {
      "/api/conversations?cursor=p2": { conversations: [one("b", 8), one("c", 7)], nextCursor: "p3" },
      "/api/conversations?cursor=p3": { conversations: [one("d", 6)], nextCursor: null },
    };
    const { list, ids } = stage({ conversations: [one("a", 9), one("b", 8)], nextCursor: "p2" }, (_method, path) => ({
      body: pages[path],
    }));
    await list.loadMore();
    await list.loadMore();
    await list.loadMore();
    expect(ids()).toEqual(["a", "b", "c", "d"]);
    expect(list.get().nextCursor).toBeNull();
  });

  it("say why a page could not be loaded", async () => {
    const { list } = stage({ conversations: [one("a", 9)], nextCursor: "p2" }, () => refusal);
    await list.loadMore();
    expect(list.get()).toMatchObject({ isLoading: false, error: { code: "storage", message: "The disk is full." } });
  });

  it("show a change at once and take it back when it is refused", async () => {
    const { list } = stage({ conversations: [one("a", 9)], nextCursor: null }, () => refusal);
    const change = list.change("a", { title: "Better" });
    expect(list.find("a")?.title).toBe("Better");
    await expect(change).rejects.toMatchObject({ code: "storage" });
    expect(list.find("a")?.title).toBe("a");
  });

  it("put a deleted one back when the deletion is refused", async () => {
    const { list, ids } = stage({ conversations: [one("a", 9), one("b", 8)], nextCursor: null }, () => refusal);
    const removal = list.remove("a");
    expect(ids()).toEqual(["b"]);
    await expect(removal).rejects.toMatchObject({ code: "storage" });
    expect(ids()).toContain("a");
  });

  it("lose an archived one to the archive", async () => {
    const { list, ids } = stage({ conversations: [one("a", 9), one("b", 8)], nextCursor: null }, () => ({
      body: one("a", 9, { isArchived: true }),
    }));
    await list.change("a", { isArchived: true });
    expect(ids()).toEqual(["b"]);
  });

  it("follow the server when the first page is read again, and keep the older pages", async () => {
    const fresh = { conversations: [one("new", 12), one("a", 9, { title: "named" })], nextCursor: "p2" };
    const { list, ids } = stage({ conversations: [one("gone", 10), one("a", 9), one("old", 3)], nextCursor: "p9" }, () => ({
      body: fresh,
    }));
    await list.refresh();
    expect(ids()).toEqual(["new", "a", "old"]);
    expect(list.find("a")?.title).toBe("named");
    expect(list.get().nextCursor).toBe("p9");
  });

  it("are not turned back by a page that was read before a change", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const api = createApi({
      pauses: [],
      async fetch(_path, init) {
        if (init?.method === "PATCH") return Response.json(one("a", 9, { title: "Better" }));
        await held;
        return Response.json({ conversations: [one("a", 9)], nextCursor: null });
      },
    });
    const list = createConversationList(api, { conversations: [one("a", 9)], nextCursor: null });
    const refresh = list.refresh();
    await list.change("a", { title: "Better" });
    release();
    await refresh;
    expect(list.find("a")?.title).toBe("Better");
  });
});
