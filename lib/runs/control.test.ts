import { describe, expect, it } from "vitest";
import { deleteConversation } from "#lib/conversations/delete.ts";
import { newId } from "#lib/core/id.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { readToEnd, readUntil, withRunEngine } from "#lib/testing/run-engine.ts";
import { storeRun } from "#lib/testing/stored-run.ts";
import { cancelRun } from "./control.ts";
import { drainRuns, isDraining } from "./drain.ts";
import { cutRun, engine } from "./engine.ts";
import { openWatch } from "./watch.ts";
import { workerHealth } from "./worker.ts";

describe.each(databaseKinds)("stopping a run on %s", (kind) => {
  const bench = withRunEngine(kind);
  const read = (runId: string) => readToEnd(bench.viewer(), runId);
  const stopped = { type: "run-end", status: "stopped", reason: "reader", error: null };

  it("before the first token ends it as stopped and lets the provider go", async () => {
    const { runId, call } = await bench.startCall();
    await cancelRun(bench.viewer(), runId);
    await bench.ended(runId);
    expect(call.signal.aborted).toBe(true);
    expect((await read(runId)).at(-1)).toMatchObject(stopped);
  });

  it("in mid-thought keeps everything that had come", async () => {
    const { runId, call } = await bench.startCall();
    call.send({ type: "reasoning-start", partId: "r", form: "full" }, { type: "reasoning-delta", partId: "r", delta: "I was" });
    await readUntil(bench.viewer(), runId, "reasoning-delta");
    call.send({ type: "reasoning-delta", partId: "r", delta: " thinking" });
    await cancelRun(bench.viewer(), runId);
    const events = await read(runId);
    const thought = events.map((event) => (event.type === "reasoning-delta" ? event.delta : "")).join("");
    expect(thought).toBe("I was thinking");
    expect(events.at(-1)).toMatchObject(stopped);
  });

  it("P4: twice, and after the end, changes nothing more", async () => {
    const { runId } = await bench.startCall();
    await Promise.all([cancelRun(bench.viewer(), runId), cancelRun(bench.viewer(), runId)]);
    await bench.ended(runId);
    const before = await bench.row(runId);
    await cancelRun(bench.viewer(), runId);
    expect(await bench.row(runId)).toEqual(before);
    const finished = await bench.finishedRun();
    await cancelRun(bench.viewer(), finished.runId);
    expect(await bench.row(finished.runId)).toMatchObject({ status: "completed", cancelRequestedAt: null });
  });

  it("P4: that nobody executes ends it without a model call, with one run-end", async () => {
    const runId = await storeRun(bench.database());
    await cancelRun(bench.viewer(), runId);
    expect((await read(runId)).map(({ type }) => type)).toEqual(["run-start", "run-end"]);
    expect(await bench.row(runId)).toMatchObject({ status: "stopped", reason: "reader", epoch: 2 });
    expect(bench.models().count()).toBe(0);
  });

  it("while it is being stored ends it without a model call", async () => {
    const { listModels } = engine().models;
    engine().models.listModels = async (viewer) => {
      for (const live of engine().live.values()) cutRun(live, { kind: "reader" });
      return listModels(viewer);
    };
    const { runId } = await bench.start();
    expect((await read(runId)).map(({ type }) => type)).toEqual(["run-start", "run-end"]);
    expect(bench.models().count()).toBe(0);
  });

  it("does not wait for a provider that does not let go", async () => {
    const { streamStep } = engine().models;
    engine().models.streamStep = async function* () {
      yield { type: "step-start", step: 1, effortSent: null };
      return await new Promise(() => {});
    };
    const { runId } = await bench.start();
    await readUntil(bench.viewer(), runId, "step-start");
    await cancelRun(bench.viewer(), runId);
    await bench.ended(runId);
    expect((await read(runId)).at(-1)).toMatchObject(stopped);
    engine().models.streamStep = streamStep;
  });

  it("from another process, which can only leave a mark in the database, works too", async () => {
    const { runId } = await bench.startCall();
    await bench.database().client.run.update({ where: { id: runId }, data: { cancelRequestedAt: 1n } });
    expect((await read(runId)).at(-1)).toMatchObject(stopped);
  });

  it("is only for its owner", async () => {
    const { runId } = await bench.startCall();
    const missing = expect.objectContaining({ code: "not-found" });
    await expect(cancelRun({ userId: newId("person") }, runId)).rejects.toThrow(missing);
    await expect(cancelRun(bench.viewer(), newId("run"))).rejects.toThrow(missing);
    expect(await bench.row(runId)).toMatchObject({ status: "running", cancelRequestedAt: null });
  });

  it("happens by deleting its conversation, and whoever watches is let go", async () => {
    const { runId, conversationId, call } = await bench.startCall();
    const watch = await openWatch(bench.viewer(), runId, { after: 0, signal: new AbortController().signal });
    await deleteConversation(bench.viewer(), conversationId);
    let last: unknown;
    for await (const batch of watch) last = batch === "silence" ? last : batch.at(-1);
    expect(last).toMatchObject(stopped);
    expect(call.signal.aborted).toBe(true);
  });

  it("a run whose rows are gone ends its watch cleanly and writes nothing", async () => {
    const { runId, conversationId, call } = await bench.startCall();
    const watch = await openWatch(bench.viewer(), runId, { after: 0, signal: new AbortController().signal });
    await bench.database().client.conversation.delete({ where: { id: conversationId } });
    call.send({ type: "text-start", partId: "t" });
    for await (const batch of watch) expect(batch).not.toBe("silence");
    expect(await bench.database().client.runEvent.count({ where: { runId } })).toBe(0);
    await bench.ended(runId);
  });
});

describe("draining", () => {
  const bench = withRunEngine("sqlite");

  it("lets a run finish that can, cuts the others as interrupted, and takes no new ones", async () => {
    const quick = await bench.startCall();
    const slow = await bench.startCall();
    slow.call.send({ type: "text-start", partId: "t" }, { type: "text-delta", partId: "t", delta: "kept" });
    await readUntil(bench.viewer(), slow.runId, "text-delta");
    const watching = readToEnd(bench.viewer(), slow.runId);
    const draining = drainRuns(100);
    expect(isDraining()).toBe(true);
    expect(workerHealth()).toMatchObject({ isAccepting: false, liveRuns: 2 });
    await expect(bench.start()).rejects.toThrow(expect.objectContaining({ code: "shutting-down" }));
    quick.call.answer("a", "b");
    await draining;
    engine().isDraining = false;
    expect(await bench.row(quick.runId)).toMatchObject({ status: "completed" });
    expect(await bench.row(slow.runId)).toMatchObject({ status: "interrupted", reason: "shutdown" });
    expect((await watching).at(-1)).toMatchObject({ type: "run-end", status: "interrupted", reason: "shutdown" });
    expect(workerHealth()).toMatchObject({ isAccepting: true, liveRuns: 0 });
  });
});
