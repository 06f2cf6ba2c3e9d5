import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import { readSettings, writeSetting, writeSettings } from "#lib/settings/store.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { withRunEngine } from "#lib/testing/run-engine.ts";
import { engine } from "./engine.ts";
import { startRun } from "./start.ts";
import { mostLiveRuns } from "./worker.ts";

describe.each(databaseKinds)("startRun on %s", (kind) => {
  const bench = withRunEngine(kind);
  const fails = (code: string, field?: string) => expect.objectContaining({ code, ...(field !== undefined && { field }) });
  const counts = async () => {
    const { client } = bench.database();
    return Promise.all([client.conversation.count(), client.turn.count(), client.run.count()]);
  };

  it("begins a conversation: title, turn, run, head, model and effort in one", async () => {
    const started = await bench.start({ text: "Why is the sky blue? Briefly.", modelId: "scripted/two", effort: "high" });
    const conversation = await bench.database().client.conversation.findUniqueOrThrow({
      where: { id: started.conversationId },
      include: { turns: true, runs: true },
    });
    expect(conversation).toMatchObject({
      title: "Why is the sky blue?",
      isAutoTitle: true,
      headRunId: started.runId,
      modelId: "scripted/two",
      effort: "high",
      turns: [{ id: started.turnId, parentRunId: null, text: "Why is the sky blue? Briefly." }],
      runs: [{ id: started.runId, turnId: started.turnId, modelId: "scripted/two", effortAsked: "high" }],
    });
    expect(started.isNew).toBe(true);
  });

  it("continues, edits and regenerates by growing the tree, and moves the head each time", async () => {
    const first = await bench.finishedRun();
    const { conversationId } = first;
    const reply = await bench.finishedRun({ text: "And then?", parentRunId: first.runId });
    const editOfReply = await bench.finishedRun({ text: "And before?", parentRunId: first.runId, conversationId });
    const editOfFirst = await bench.finishedRun({ text: "What was it?", conversationId });
    const again = await bench.finishedRun({ turnId: reply.turnId, conversationId });
    const { turns, runs, headRunId } = await bench.database().client.conversation.findUniqueOrThrow({
      where: { id: conversationId },
      include: { turns: { orderBy: { id: "asc" } }, runs: { orderBy: { id: "asc" } } },
    });
    expect(turns.map(({ id, parentRunId }) => [id, parentRunId])).toEqual([
      [first.turnId, null],
      [reply.turnId, first.runId],
      [editOfReply.turnId, first.runId],
      [editOfFirst.turnId, null],
    ]);
    expect(runs.map(({ turnId }) => turnId)).toEqual([
      first.turnId,
      reply.turnId,
      editOfReply.turnId,
      editOfFirst.turnId,
      reply.turnId,
    ]);
    expect(headRunId).toBe(again.runId);
    expect(again.turnId).toBe(reply.turnId);
  });

  it("P3: a submit repeated returns the same run and asks no model again", async () => {
    const request = { clientRequestId: newId("request"), text: "Once" };
    const first = await bench.finishedRun(request);
    const before = await counts();
    expect(await startRun(bench.viewer(), request)).toEqual({ ...first, isNew: false });
    expect(await counts()).toEqual(before);
    expect(bench.models().count()).toBe(1);
  });

  it.each(["a new conversation", "a reply", "a regeneration"])("P3: %s submitted twice at once is one run", async (what) => {
    const first = await bench.finishedRun();
    const target = {
      "a new conversation": { text: "Twice" },
      "a reply": { text: "Twice", parentRunId: first.runId },
      "a regeneration": { turnId: first.turnId },
    }[what];
    const request = { clientRequestId: newId("request"), ...target };
    const before = await counts();
    const results = await Promise.all([1, 2, 3, 4].map(() => startRun(bench.viewer(), request)));
    expect(new Set(results.map(({ runId, turnId, conversationId }) => `${runId} ${turnId} ${conversationId}`)).size).toBe(1);
    expect(results.filter(({ isNew }) => isNew)).toHaveLength(1);
    const after = await counts();
    expect(after[2] - before[2]).toBe(1);
    expect(after[0] - before[0]).toBe(what === "a new conversation" ? 1 : 0);
    await bench.models().nextCall();
    expect(bench.models().count()).toBe(2);
  });

  it("P3: refuses a request id that comes with other content, and changes nothing", async () => {
    const clientRequestId = newId("request");
    await bench.finishedRun({ clientRequestId, text: "One" });
    const before = await counts();
    await expect(bench.start({ clientRequestId, text: "Two" })).rejects.toThrow(fails("request-id-reused", "clientRequestId"));
    expect(await counts()).toEqual(before);
  });

  it("refuses to reply to an answer that is still being written, and to write it twice at once", async () => {
    const { runId, turnId } = await bench.startCall();
    const conflict = expect.objectContaining({ code: "conflict", message: expect.stringContaining(runId) });
    await expect(bench.start({ text: "And?", parentRunId: runId })).rejects.toThrow(conflict);
    await expect(bench.start({ turnId })).rejects.toThrow(conflict);
  });

  it("lets one of two regenerations at once through", async () => {
    const { turnId } = await bench.finishedRun();
    const results = await Promise.allSettled([bench.start({ turnId }), bench.start({ turnId })]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("refuses places that are not there, or not this viewer's, or elsewhere, and writes nothing", async () => {
    const first = await bench.finishedRun();
    const other = await bench.finishedRun();
    const stranger = { userId: newId("person") };
    const request = { clientRequestId: "request", text: "Hi" };
    const before = await counts();
    await expect(bench.start({ parentRunId: newId("run") })).rejects.toThrow(fails("not-found", "parentRunId"));
    await expect(bench.start({ conversationId: newId("conversation") })).rejects.toThrow(fails("not-found", "conversationId"));
    await expect(bench.start({ turnId: newId("turn") })).rejects.toThrow(fails("not-found", "turnId"));
    for (const { runId: parentRunId, turnId, conversationId } of [first]) {
      await expect(startRun(stranger, { ...request, parentRunId })).rejects.toThrow(fails("not-found"));
      await expect(startRun(stranger, { ...request, conversationId })).rejects.toThrow(fails("not-found"));
      await expect(startRun(stranger, { clientRequestId: "request", turnId })).rejects.toThrow(fails("not-found"));
      const elsewhere = { conversationId: other.conversationId };
      await expect(bench.start({ parentRunId, ...elsewhere })).rejects.toThrow(fails("bad-request", "conversationId"));
      await expect(bench.start({ turnId, ...elsewhere })).rejects.toThrow(fails("bad-request", "conversationId"));
    }
    expect(await counts()).toEqual(before);
  });

  it("refuses an unknown model before anything is written", async () => {
    const before = await counts();
    await expect(bench.start({ modelId: "scripted/none" })).rejects.toThrow(fails("model-unknown"));
    expect(await counts()).toEqual(before);
  });

  it("takes model and effort from the request, else the conversation, else what was chosen last", async () => {
    const chosen = await bench.finishedRun({ modelId: "scripted/two", effort: "low" });
    const again = await bench.finishedRun({ text: "More", parentRunId: chosen.runId });
    expect(await bench.row(again.runId)).toMatchObject({ modelId: "scripted/two", effortAsked: "low" });
    const elsewhere = await bench.finishedRun({ modelId: "scripted/one", effort: "high" });
    const back = await bench.finishedRun({ text: "More", parentRunId: again.runId });
    expect(await bench.row(back.runId)).toMatchObject({ modelId: "scripted/two", effortAsked: "low" });
    const fresh = await bench.finishedRun();
    expect(await bench.row(fresh.runId)).toMatchObject({ modelId: "scripted/one", effortAsked: "high" });
    expect(await readSettings(bench.viewer())).toMatchObject({ defaultModelId: "scripted/one", defaultEffort: "high" });
    expect(elsewhere.isNew).toBe(true);
  });

  it("takes as many model calls as the person set for the model, unless the request says otherwise", async () => {
    await writeSetting(bench.viewer(), "mostSteps", { "scripted/one": 3 });
    const set = await bench.finishedRun({ modelId: "scripted/one" });
    expect(await bench.row(set.runId)).toMatchObject({ mostSteps: 3 });
    const said = await bench.finishedRun({ modelId: "scripted/one", mostSteps: 5 });
    expect(await bench.row(said.runId)).toMatchObject({ mostSteps: 5 });
    const other = await bench.finishedRun({ modelId: "scripted/two" });
    expect(await bench.row(other.runId)).toMatchObject({ mostSteps: null });
    await writeSetting(bench.viewer(), "mostSteps", {});
  });

  it("begins a new conversation with what is fixed for all of them, where there is such a model, and leaves others alone", async () => {
    const earlier = await bench.finishedRun({ modelId: "scripted/one", effort: "low" });
    await writeSetting(bench.viewer(), "fixedModelId", "scripted/two");
    await writeSetting(bench.viewer(), "fixedEffort", "high");
    const fresh = await bench.finishedRun();
    expect(await bench.row(fresh.runId)).toMatchObject({ modelId: "scripted/two", effortAsked: "high" });
    const more = await bench.finishedRun({ text: "More", parentRunId: earlier.runId });
    expect(await bench.row(more.runId)).toMatchObject({ modelId: "scripted/one", effortAsked: "low" });
    await writeSetting(bench.viewer(), "fixedModelId", "scripted/gone");
    const other = await bench.finishedRun();
    expect(await bench.row(other.runId)).toMatchObject({ modelId: "scripted/one", effortAsked: "high" });
    await writeSettings(bench.viewer(), { fixedModelId: null, fixedEffort: null });
  });

  it("refuses more runs than it can execute, and all of them while the process is ending", async () => {
    const { runId } = await bench.startCall();
    const live = engine().live.get(runId);
    if (live === undefined) throw new Error("It is not live.");
    for (let count = 1; count < mostLiveRuns; count += 1) engine().live.set(`other ${count}`, live);
    await expect(bench.start()).rejects.toThrow(fails("too-many"));
    for (let count = 1; count < mostLiveRuns; count += 1) engine().live.delete(`other ${count}`);
    engine().isDraining = true;
    await expect(bench.start()).rejects.toThrow(fails("shutting-down"));
    engine().isDraining = false;
  });
});
