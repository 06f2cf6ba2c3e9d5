import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import { readView } from "#lib/runs/views.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { readUntil, withRunEngine } from "#lib/testing/run-engine.ts";
import { deleteConversation, purgeDeleted, undoMs } from "./delete.ts";
import { listConversations } from "./list.ts";
import { readConversation } from "./read.ts";
import { updateConversation } from "./update.ts";

describe.each(databaseKinds)("conversations on %s", (kind) => {
  const bench = withRunEngine(kind);
  const missing = expect.objectContaining({ code: "not-found" });
  const wrong = (field: string) => expect.objectContaining({ code: "bad-request", field });

  it("are read with their tree, head, last choice and the Views on the path", async () => {
    const first = await bench.finishedRun({ text: "First", modelId: "scripted/two", effort: "high" });
    const second = await bench.finishedRun({ text: "Second", parentRunId: first.runId });
    const aside = await bench.finishedRun({ text: "Aside", parentRunId: first.runId });
    const detail = await readConversation(bench.viewer(), first.conversationId);
    expect(detail).toMatchObject({ modelId: "scripted/two", effort: "high", tree: { headRunId: aside.runId } });
    expect(detail.conversation).toMatchObject({ title: "First", activeRunId: null });
    expect(detail.tree.turns.map(({ text }) => text)).toEqual(["First", "Second", "Aside"]);
    expect(detail.tree.runs.map(({ id, status }) => [id, status])).toEqual(
      [first, second, aside].map(({ runId }) => [runId, "completed"]),
    );
    expect(detail.views).toEqual([await readView(bench.viewer(), first.runId), await readView(bench.viewer(), aside.runId)]);
  });

  it("bring a live run folded as far as it is, also off the path", async () => {
    const first = await bench.finishedRun();
    const { call, ...live } = await bench.startCall({ text: "Live", parentRunId: first.runId });
    call.send({ type: "reasoning-start", partId: "r", form: "full" }, { type: "reasoning-delta", partId: "r", delta: "Hm" });
    const seen = await readUntil(bench.viewer(), live.runId, "reasoning-delta");
    await updateConversation(bench.viewer(), first.conversationId, { headRunId: first.runId });
    const detail = await readConversation(bench.viewer(), first.conversationId);
    expect(detail.conversation.activeRunId).toBe(live.runId);
    expect(detail.views.map(({ runId }) => runId)).toEqual([first.runId, live.runId]);
    expect(detail.views[1]).toMatchObject({ status: "running", seq: seen.length, parts: [{ text: "Hm" }] });
  });

  it("of five hundred turns bring the newest thirty Views and no more", async () => {
    const { conversationId, runIds } = await longConversation(500);
    const detail = await readConversation(bench.viewer(), conversationId);
    expect(detail.tree.turns).toHaveLength(500);
    expect(detail.views.map(({ runId }) => runId)).toEqual(runIds.slice(-30));
  });

  it("are renamed, pinned, archived and shown from another head, each alone", async () => {
    const { conversationId, runId } = await bench.finishedRun();
    await bench.finishedRun({ text: "More", parentRunId: runId });
    const update = (patch: object) => updateConversation(bench.viewer(), conversationId, patch);
    const before = (await readConversation(bench.viewer(), conversationId)).conversation;
    expect(await update({ title: "  My\n title " })).toEqual({ ...before, title: "My title" });
    expect(await update({ isPinned: true })).toMatchObject({ title: "My title", isPinned: true, isArchived: false });
    expect(await update({ isArchived: true })).toMatchObject({ isPinned: true, isArchived: true });
    expect(await update({ isPinned: false, isArchived: false })).toEqual({ ...before, title: "My title" });
    await update({ headRunId: runId });
    const { tree, views } = await readConversation(bench.viewer(), conversationId);
    expect(tree.headRunId).toBe(runId);
    expect(views).toHaveLength(1);
    const row = await bench.database().client.conversation.findUniqueOrThrow({ where: { id: conversationId } });
    expect(row.isAutoTitle).toBe(false);
  });

  it("refuse a bad title and a head from elsewhere, naming the field, and change nothing", async () => {
    const { conversationId } = await bench.finishedRun();
    const other = await bench.finishedRun();
    const before = await readConversation(bench.viewer(), conversationId);
    const update = (patch: object) => updateConversation(bench.viewer(), conversationId, { isPinned: true, ...patch });
    for (const title of ["", " \n ", "x".repeat(201)]) await expect(update({ title })).rejects.toThrow(wrong("title"));
    for (const headRunId of [other.runId, newId("run"), "\0"]) await expect(update({ headRunId })).rejects.toThrow(wrong("head"));
    expect(await readConversation(bench.viewer(), conversationId)).toEqual(before);
  });

  it("are hidden at once when deleted, and whole again when that is undone in time", async () => {
    const { conversationId } = await bench.finishedRun();
    const before = await readConversation(bench.viewer(), conversationId);
    await deleteConversation(bench.viewer(), conversationId);
    await expect(readConversation(bench.viewer(), conversationId)).rejects.toThrow(missing);
    await expect(updateConversation(bench.viewer(), conversationId, { isPinned: true })).rejects.toThrow(missing);
    await expect(deleteConversation(bench.viewer(), conversationId)).rejects.toThrow(missing);
    const { conversations } = await listConversations(bench.viewer());
    expect(conversations.map(({ id }) => id)).not.toContain(conversationId);
    expect(await purgeDeleted()).toBe(0);
    await updateConversation(bench.viewer(), conversationId, { isDeleted: false });
    expect(await readConversation(bench.viewer(), conversationId)).toEqual(before);
  });

  it("are gone for good, with everything in them, when nobody undid it in time", async () => {
    const { conversationId, turnId, runId } = await bench.finishedRun();
    await deleteConversation(bench.viewer(), conversationId);
    expect(await purgeDeleted(Date.now() + undoMs + 1_000)).toBeGreaterThanOrEqual(1);
    const { client } = bench.database();
    expect(await client.turn.count({ where: { id: turnId } })).toBe(0);
    expect(await client.run.count({ where: { id: runId } })).toBe(0);
    expect(await client.runEvent.count({ where: { runId } })).toBe(0);
    await expect(updateConversation(bench.viewer(), conversationId, { isDeleted: false })).rejects.toThrow(missing);
  });

  it("are for their owner only", async () => {
    const { conversationId } = await bench.finishedRun();
    const stranger = { userId: newId("person") };
    for (const id of [conversationId, newId("conversation"), "con_\0"]) {
      await expect(readConversation(stranger, id)).rejects.toThrow(missing);
      await expect(updateConversation(stranger, id, { title: "Mine" })).rejects.toThrow(missing);
      await expect(updateConversation(stranger, id, { isDeleted: false })).rejects.toThrow(missing);
      await expect(deleteConversation(stranger, id)).rejects.toThrow(missing);
    }
    expect((await listConversations(stranger)).conversations).toEqual([]);
    expect((await readConversation(bench.viewer(), conversationId)).conversation.title).toBe("What is it?");
  });

  /** One first answer, and copies of it one below the other. */
  async function longConversation(turns: number) {
    const { client } = bench.database();
    const { conversationId, turnId, runId } = await bench.finishedRun();
    const run = await bench.row(runId);
    const turn = await client.turn.findUniqueOrThrow({ where: { id: turnId } });
    const copies = Array.from({ length: turns - 1 }, (_, index) => ({
      turnId: newId("turn"),
      runId: newId("run"),
      createdAt: turn.createdAt + BigInt(index + 1),
    }));
    const runIds = [runId, ...copies.map((copy) => copy.runId)];
    await client.turn.createMany({
      data: copies.map((copy, index) => ({
        ...turn,
        id: copy.turnId,
        parentRunId: runIds[index] ?? null,
        createdAt: copy.createdAt,
      })),
    });
    await client.run.createMany({
      data: copies.map((copy) => ({
        ...run,
        id: copy.runId,
        turnId: copy.turnId,
        clientRequestId: copy.runId,
        createdAt: copy.createdAt,
        view: JSON.stringify({ ...JSON.parse(run.view ?? "{}"), runId: copy.runId }),
      })),
    });
    await client.conversation.update({ where: { id: conversationId }, data: { headRunId: runIds.at(-1) ?? null } });
    return { conversationId, runIds };
  }
});
