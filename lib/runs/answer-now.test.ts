import { describe, expect, it, vi } from "vitest";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { readToEnd, readUntil, withRunEngine } from "#lib/testing/run-engine.ts";
import { part, type ScriptedCall, scriptedPrice } from "#lib/testing/scripted-models.ts";
import { answerNow, cancelRun } from "./control.ts";
import { mostOutputBytes } from "./step-stream.ts";
import { readView } from "./views.ts";

describe.each(databaseKinds)("answering now on %s", (kind) => {
  const bench = withRunEngine(kind);
  const read = (runId: string) => readToEnd(bench.viewer(), runId);
  const view = (runId: string) => readView(bench.viewer(), runId);
  const conflict = (message: RegExp) => expect.objectContaining({ code: "conflict", message: expect.stringMatching(message) });
  const think = (call: ScriptedCall, text: string) => {
    const partId = call.nextPartId();
    call.send({ type: "reasoning-start", partId, form: "full" }, { type: "reasoning-delta", partId, delta: text });
  };

  /** A run in mid-thought that has had a whole thought before. */
  async function thinking(modelId = "scripted/two") {
    const { call, ...started } = await bench.startCall({ text: "How many?", modelId, effort: "high" });
    call.send(...part("reasoning", call.nextPartId(), "There are two."));
    think(call, "Or perhaps");
    await readUntil(bench.viewer(), started.runId, "reasoning-end");
    await vi.waitFor(async () => expect((await view(started.runId)).parts).toHaveLength(2));
    return { call, ...started };
  }

  it("cuts the thinking and asks for the answer in the same run, with the thought to make it from", async () => {
    const { runId, call } = await thinking();
    await answerNow(bench.viewer(), runId);
    const second = await bench.models().nextCall();
    expect(call.signal.aborted).toBe(false);
    expect(second).toMatchObject({ step: 2, effort: "off", outputLimit: null });
    expect(second.messages).toEqual([
      { role: "user", text: "How many?" },
      { role: "unfinished-thought", text: "There are two.\n\nOr perhaps" },
    ]);
    second.send(...part("text", second.nextPartId(), "Two."));
    second.finish("stop");
    await bench.ended(runId);
    const ended = await view(runId);
    expect(ended).toMatchObject({
      status: "completed",
      reason: "stop",
      parts: [
        { id: "p1", step: 1, kind: "reasoning", isCut: false },
        { id: "p2", step: 1, kind: "reasoning", isCut: true, text: "Or perhaps" },
        { kind: "status", step: 1, status: { code: "answer-now" } },
        { id: "p3", step: 2, kind: "text", text: "Two." },
      ],
      steps: [
        { step: 1, effortSent: "high", sentBack: null },
        { step: 2, effortSent: "off", sentBack: [{ runId, partIds: ["p1", "p2"], how: "context", why: null }] },
      ],
      // The call that was cut did not say what it used.
      usage: { input: null, output: null },
    });
    expect(ended).toEqual(foldAll(emptyView(runId), await read(runId)));
    expect(await bench.row(runId)).toMatchObject({ answerNowAt: expect.any(BigInt), effortAsked: "high" });
  });

  it("asks for as little thinking as a model can do that always thinks, and is not cut a second time", async () => {
    const { runId } = await thinking("scripted/one");
    await answerNow(bench.viewer(), runId);
    const second = await bench.models().nextCall();
    expect(second.effort).toBe("low");
    think(second, "Once more");
    await answerNow(bench.viewer(), runId);
    second.answer("Still", "Two.");
    await bench.ended(runId);
    expect(bench.models().count()).toBe(2);
    expect(await bench.row(runId)).toMatchObject({ status: "completed" });
  });

  it("counts what both calls used, and what both cost", async () => {
    const { runId, call } = await thinking("scripted/one");
    call.usageWhenCut = { input: 100, output: 40, reasoning: 40, cached: null };
    await answerNow(bench.viewer(), runId);
    const second = await bench.models().nextCall();
    second.finish("stop", { input: 150, output: 10, reasoning: 0, cached: null });
    await bench.ended(runId);
    const { usage, cost } = await view(runId);
    expect(usage).toEqual({ input: 250, output: 50, reasoning: 40, cached: null });
    expect(cost).toEqual({ amount: (250 * scriptedPrice.input + 50 * scriptedPrice.output) / 1_000_000, price: scriptedPrice });
  });

  it("before the first thought asks anew, with nothing to make the answer from", async () => {
    const { runId } = await bench.startCall({ text: "How many?", modelId: "scripted/two" });
    await answerNow(bench.viewer(), runId);
    const second = await bench.models().nextCall();
    expect(second).toMatchObject({ effort: "off", messages: [{ role: "user", text: "How many?" }], sent: [] });
  });

  it("twice, at once or later or after the end, is once", async () => {
    const { runId } = await thinking();
    await Promise.all([1, 2, 3].map(() => answerNow(bench.viewer(), runId)));
    const before = await bench.row(runId);
    const second = await bench.models().nextCall();
    await answerNow(bench.viewer(), runId);
    second.answer("", "Two.");
    await bench.ended(runId);
    await answerNow(bench.viewer(), runId);
    expect(bench.models().count()).toBe(2);
    expect((await bench.row(runId)).answerNowAt).toBe(before.answerNowAt);
    expect((await read(runId)).filter((event) => event.type === "status" && event.code === "answer-now")).toHaveLength(1);
  });

  it("is refused, and changes nothing, once the answer is being written, is being stopped or has ended", async () => {
    const writing = await bench.startCall();
    writing.call.send({ type: "text-start", partId: "t" }, { type: "text-delta", partId: "t", delta: "It" });
    await readUntil(bench.viewer(), writing.runId, "text-delta");
    await expect(answerNow(bench.viewer(), writing.runId)).rejects.toThrow(conflict(/already being written/));
    const finished = await bench.finishedRun();
    await expect(answerNow(bench.viewer(), finished.runId)).rejects.toThrow(conflict(/has ended/));
    const { client } = bench.database();
    const stopping = await bench.startCall();
    await client.run.update({ where: { id: stopping.runId }, data: { cancelRequestedAt: 1n } });
    await expect(answerNow(bench.viewer(), stopping.runId)).rejects.toThrow(conflict(/being stopped|has ended/));
    for (const { runId } of [writing, finished, stopping]) expect((await bench.row(runId)).answerNowAt).toBeNull();
  });

  it("P2: can still be stopped, and keeps what it had of both calls", async () => {
    const { runId } = await thinking();
    await answerNow(bench.viewer(), runId);
    const second = await bench.models().nextCall();
    second.send({ type: "text-start", partId: "t" }, { type: "text-delta", partId: "t", delta: "Tw" });
    await readUntil(bench.viewer(), runId, "text-delta");
    await cancelRun(bench.viewer(), runId);
    await bench.ended(runId);
    expect(second.signal.aborted).toBe(true);
    const { status, parts } = await view(runId);
    expect(status).toBe("stopped");
    expect(parts.flatMap((one) => ("text" in one ? one.text : []))).toEqual(["There are two.", "Or perhaps", "Tw"]);
  });

  it("pressed together with Stop stops", async () => {
    const { runId } = await thinking();
    await Promise.allSettled([cancelRun(bench.viewer(), runId), answerNow(bench.viewer(), runId)]);
    await bench.ended(runId);
    expect(await bench.row(runId)).toMatchObject({ status: "stopped", reason: "reader" });
  });

  it("from another process, which can only leave a mark in the database, works too", async () => {
    const { runId } = await thinking();
    await bench.database().client.run.update({ where: { id: runId }, data: { answerNowAt: 1n } });
    expect(await bench.models().nextCall()).toMatchObject({ step: 2 });
  });

  it("P7: keeps both calls together within the limit of one", async () => {
    const { runId, call } = await bench.startCall();
    think(call, "x".repeat(mostOutputBytes - 10));
    await readUntil(bench.viewer(), runId, "reasoning-delta");
    await answerNow(bench.viewer(), runId);
    const second = await bench.models().nextCall();
    second.send({ type: "text-start", partId: "t" }, { type: "text-delta", partId: "t", delta: "More than ten." });
    await bench.ended(runId);
    expect((await read(runId)).at(-1)).toMatchObject({ status: "failed", error: { code: "answer-too-long" } });
  });

  it("does not ask again while the cut thought cannot be stored", async () => {
    const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
    const { runId } = await thinking();
    const { log } = bench.database();
    const { append } = log;
    log.append = () => Promise.reject(new AppError("storage"));
    await answerNow(bench.viewer(), runId);
    await bench.ended(runId);
    log.append = append;
    expect(bench.models().count()).toBe(1);
    expect(await view(runId)).toMatchObject({ status: "failed", error: { code: "storage" } });
    quiet.mockRestore();
  });

  it("is only for its owner", async () => {
    const { runId } = await bench.startCall();
    const missing = expect.objectContaining({ code: "not-found" });
    await expect(answerNow({ userId: newId("person") }, runId)).rejects.toThrow(missing);
    await expect(answerNow(bench.viewer(), newId("run"))).rejects.toThrow(missing);
    await expect(answerNow(bench.viewer(), "run_\0")).rejects.toThrow(missing);
    expect((await bench.row(runId)).answerNowAt).toBeNull();
  });
});
