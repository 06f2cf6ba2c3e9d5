import { describe, expect, it } from "vitest";
import type { ConversationDetail, ConversationPage, ConversationSummary } from "#lib/conversations/conversation.ts";
import { callRoute, readError } from "#lib/testing/api.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { readStream } from "#lib/testing/sse.ts";
import * as eventsRoute from "../runs/[runId]/events/route.ts";
import * as runsRoute from "../runs/route.ts";
import { DELETE, GET, PATCH } from "./[conversationId]/route.ts";
import * as listRoute from "./route.ts";

process.env.BUILTIN_WORDS_PER_SECOND = "50000";
withDatabase("sqlite");

let requests = 0;
async function ask(text: string): Promise<{ conversationId: string; turnId: string; runId: string }> {
  const body = { clientRequestId: `c-${++requests}`, text };
  const response = await callRoute(runsRoute.POST, "/api/runs", { method: "POST", body });
  const started = (await response.json()) as { conversationId: string; turnId: string; runId: string };
  await readStream(await callRoute(eventsRoute.GET, "/", { params: { runId: started.runId } }));
  return started;
}

const one = (method: "GET" | "PATCH" | "DELETE", conversationId: string, body?: unknown) =>
  callRoute({ GET, PATCH, DELETE }[method], "/", { method, params: { conversationId }, ...(body === undefined ? {} : { body }) });
const list = (query = "") => callRoute(listRoute.GET, `/api/conversations${query}`);
const page = async (query = "") => (await list(query)).json() as Promise<ConversationPage>;
const ids = async (query = "") => (await page(query)).conversations.map(({ id }) => id);

describe("conversations", () => {
  it("are listed newest first, a page at a time", async () => {
    const made = [];
    for (const text of ["What is 1 + 1?", "What is 2 + 2?", "What is 3 + 3?"]) made.push((await ask(text)).conversationId);
    expect((await ids()).slice(0, 3)).toEqual(made.toReversed());
    const first = await page("?limit=2");
    expect(first.conversations).toHaveLength(2);
    const second = await page(`?limit=2&cursor=${first.nextCursor}`);
    expect(second.conversations[0]?.id).toBe(made[0]);
  });

  it.each([
    ["?limit=0", "limit"],
    ["?limit=201", "limit"],
    ["?limit=x", "limit"],
    ["?archived=maybe", "archived"],
    ["?cursor=nonsense", "cursor"],
    [`?cursor=${"a".repeat(600)}`, "cursor"],
    ["?cursor=", "cursor"],
  ])("refuse %s and name the field", async (query, field) => {
    expect(await readError(await list(query))).toEqual({ status: 400, code: "bad-request", field });
  });

  it("come with their tree and Views", async () => {
    const { conversationId, turnId, runId } = await ask("What is 6 * 7?");
    const detail = (await (await one("GET", conversationId)).json()) as ConversationDetail;
    expect(detail.conversation.id).toBe(conversationId);
    expect(detail.tree).toMatchObject({ headRunId: runId, turns: [{ id: turnId }], runs: [{ id: runId, status: "completed" }] });
    expect(detail.views.map((view) => view.runId)).toEqual([runId]);
  });

  it("are renamed, pinned, archived and brought back", async () => {
    const { conversationId } = await ask("What is 9 - 4?");
    const patched = await one("PATCH", conversationId, { title: "Nine", pinned: true });
    expect(patched.status).toBe(200);
    expect((await page()).conversations[0]).toMatchObject({ id: conversationId, title: "Nine", isPinned: true });
    await one("PATCH", conversationId, { archived: true, pinned: false });
    expect(await ids()).not.toContain(conversationId);
    expect(await ids("?archived=true")).toContain(conversationId);
    await one("PATCH", conversationId, { archived: false });
    const detail = (await (await one("GET", conversationId)).json()) as { conversation: ConversationSummary };
    expect(detail.conversation).toMatchObject({ title: "Nine", isPinned: false, isArchived: false });
  });

  it("are deleted, and brought back while that is possible", async () => {
    const { conversationId, runId } = await ask("What is 8 / 2?");
    const deleted = await one("DELETE", conversationId);
    expect([deleted.status, await deleted.text()]).toEqual([204, ""]);
    expect(await readError(await one("GET", conversationId))).toMatchObject({ status: 404 });
    expect(await readError(await callRoute(eventsRoute.GET, "/", { params: { runId } }))).toMatchObject({ status: 404 });
    expect((await one("PATCH", conversationId, { deleted: false })).status).toBe(200);
    expect(await ids()).toContain(conversationId);
  });

  it.each([
    [{}, "body"],
    [[], "body"],
    [{ title: 7 }, "title"],
    [{ title: "a".repeat(201) }, "title"],
    [{ title: "a\u0000" }, "title"],
    [{ pinned: "yes" }, "pinned"],
    [{ archived: 1 }, "archived"],
    [{ deleted: true }, "deleted"],
    [{ head: 3 }, "head"],
    [{ userId: "per_1" }, "userId"],
    [{ isPinned: true }, "isPinned"],
    [{ title: "a", createdAt: 0 }, "createdAt"],
  ])("refuse the change %j and name the field", async (body, field) => {
    const { conversationId } = await ask("What is 5 + 5?");
    const before = await (await one("GET", conversationId)).json();
    expect(await readError(await one("PATCH", conversationId, body))).toEqual({ status: 400, code: "bad-request", field });
    expect(await (await one("GET", conversationId)).json()).toEqual(before);
  });

  it("take no head from another conversation", async () => {
    const [mine, other] = [await ask("What is 1 + 8?"), await ask("What is 2 + 8?")];
    for (const head of [other.runId, "run_01936f6e8c7a7b8e9f10a1b2c3d4e5f6", "nonsense"]) {
      const { status } = await readError(await one("PATCH", mine.conversationId, { head }));
      expect([400, 404]).toContain(status);
    }
    const detail = (await (await one("GET", mine.conversationId)).json()) as ConversationDetail;
    expect(detail.tree.headRunId).toBe(mine.runId);
  });

  it("that are not there are not found by any method", async () => {
    for (const id of ["con_01936f6e8c7a7b8e9f10a1b2c3d4e5f6", "con_", "__proto__", "run_01936f6e8c7a7b8e9f10a1b2c3d4e5f6"]) {
      for (const response of [await one("GET", id), await one("PATCH", id, { title: "a" }), await one("DELETE", id)]) {
        expect(await readError(response)).toMatchObject({ status: 404, code: "not-found" });
      }
    }
  });
});
