import { describe, expect, it, vi } from "vitest";
import { AppError } from "#lib/core/errors.ts";
import { type RunEvent, type Seal, unknownUsage } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { readToEnd, readUntil, withRunEngine } from "#lib/testing/run-engine.ts";
import { scriptedPrice, scriptedUsage } from "#lib/testing/scripted-models.ts";
import { engine } from "./engine.ts";
import { recoverRuns } from "./recover.ts";
import { mostOutputBytes } from "./step-stream.ts";
import { runError } from "./verdict.ts";
import { readView } from "./views.ts";
import { workerHealth } from "./worker.ts";

describe.each(databaseKinds)("a run on %s", (kind) => {
  const bench = withRunEngine(kind);
  const read = (runId: string) => readToEnd(bench.viewer(), runId);
  const types = (events: RunEvent[]) => events.map(({ type }) => type);
  const textOf = async (runId: string) =>
    (await readView(bench.viewer(), runId)).parts.map((part) => ("text" in part ? part.text : part.kind));

  it("is a story from run-start to run-end, and its stored View is that story folded", async () => {
    const { runId, turnId } = await bench.finishedRun({ effort: "high" });
    const events = await read(runId);
    expect(types(events)).toEqual([
      "run-start",
      "step-start",
      "reasoning-start",
      "reasoning-delta",
      "reasoning-end",
      "text-start",
      "text-delta",
      "text-end",
      "step-end",
      "run-end",
    ]);
    expect(events[0]).toMatchObject({ turnId, modelId: "scripted/one", modelName: "Model scripted/one", effortAsked: "high" });
    expect(events.at(-1)).toMatchObject({ status: "completed", reason: "stop", usage: scriptedUsage, error: null });
    expect(await readView(bench.viewer(), runId)).toEqual(foldAll(emptyView(runId), events));
    const row = await bench.row(runId);
    expect(row).toMatchObject({ status: "completed", reason: "stop", effortSent: "high", lastSeq: 10, epoch: 1 });
    expect(Number(row.endedAt)).toBe(events.at(-1)?.at);
  });

  it("P9: every event carries the server's time when it happened, and the ended conversation the time of its end", async () => {
    const { runId, conversationId, call } = await bench.startCall();
    const before = Date.now();
    call.answer("a", "b");
    await bench.ended(runId);
    const events = await read(runId);
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((a, b) => a - b));
    expect(events.at(-1)?.at).toBeGreaterThanOrEqual(before);
    const { updatedAt } = await bench.database().client.conversation.findUniqueOrThrow({ where: { id: conversationId } });
    expect(Number(updatedAt)).toBe(events.at(-1)?.at);
  });

  it("says what it cost by the price in use at its end, and nothing where a price or a count is not known", async () => {
    const costOf = async (modelId: string, usage = scriptedUsage) => {
      const { runId, call } = await bench.startCall({ modelId });
      call.finish("stop", usage);
      await bench.ended(runId);
      const { cost } = await readView(bench.viewer(), runId);
      expect((await read(runId)).at(-1)).toEqual(expect.objectContaining(cost === null ? { type: "run-end" } : { cost }));
      return cost;
    };
    const { input, output } = scriptedPrice;
    expect(await costOf("scripted/one")).toEqual({ amount: (7 * input + 11 * output) / 1_000_000, price: scriptedPrice });
    expect(await costOf("scripted/one", { ...scriptedUsage, output: null })).toBeNull();
    expect(await costOf("scripted/two")).toBeNull();
  });

  it("shows the model the path it is on, and nothing beside it", async () => {
    const first = await bench.finishedRun({ text: "First" });
    await bench.finishedRun({ text: "Aside", parentRunId: first.runId });
    const { call } = await bench.startCall({ text: "Second", parentRunId: first.runId, effort: "low" });
    expect(call.effort).toBe("low");
    expect(call.messages).toEqual([
      { role: "user", text: "First" },
      { role: "assistant", parts: [{ kind: "text", text: "It is so.", seal: null }] },
      { role: "user", text: "Second" },
    ]);
  });

  it("gives a sealed thought back to the model that made it and to no other", async () => {
    const seal: Seal = { issuer: "scripted/one", data: { secret: "s" } };
    const first = await bench.startCall({ modelId: "scripted/one" });
    first.call.send({ type: "reasoning-start", partId: "r", form: "summary" }, { type: "reasoning-end", partId: "r", seal });
    first.call.answer("Aloud", "Answer");
    await bench.ended(first.runId);
    const same = await bench.startCall({ text: "More", parentRunId: first.runId, modelId: "scripted/one" });
    expect(same.call.messages[1]).toMatchObject({ parts: [{ kind: "reasoning", seal }, { kind: "text" }] });
    const other = await bench.startCall({ text: "More", parentRunId: first.runId, modelId: "scripted/two" });
    expect(JSON.stringify(other.call.messages)).not.toContain("secret");
  });

  it("P8: keeps what came before a failure and says what failed", async () => {
    const { runId, call } = await bench.startCall();
    call.send({ type: "reasoning-start", partId: "r", form: "full" }, { type: "reasoning-delta", partId: "r", delta: "Half a" });
    const error = runError("provider-cut");
    call.fail(error);
    await bench.ended(runId);
    expect((await read(runId)).at(-1)).toMatchObject({ type: "run-end", status: "failed", error, usage: unknownUsage });
    expect(await textOf(runId)).toEqual(["Half a"]);
  });

  it("P4: a model that is gone when the run begins, and a defect on the way, each end it once", async () => {
    const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
    const models = { ...engine().models };
    engine().models = { ...models, resolveModel: () => Promise.reject(new AppError("model-unknown")) };
    // Chosen from the list, it is looked for only now.
    const gone = await bench.start();
    await bench.ended(gone.runId);
    expect(types(await read(gone.runId))).toEqual(["run-start", "run-end"]);
    expect(await bench.row(gone.runId)).toMatchObject({ status: "failed", reason: "model-unknown" });
    engine().models = {
      ...models,
      streamStep: () => {
        throw new TypeError("A defect");
      },
    };
    const broken = await bench.start();
    await bench.ended(broken.runId);
    expect((await read(broken.runId)).at(-1)).toMatchObject({ status: "failed", error: runError("internal") });
    engine().models = models;
    quiet.mockRestore();
  });

  it("P7: cuts an answer that outgrows the limit and keeps what came before", async () => {
    const { runId, call } = await bench.startCall();
    call.send({ type: "text-start", partId: "t" });
    const mebibyte = "x".repeat(1024 * 1024);
    for (let sent = 0; sent <= mostOutputBytes; sent += mebibyte.length) {
      call.send({ type: "text-delta", partId: "t", delta: mebibyte });
    }
    await bench.ended(runId);
    expect((await read(runId)).at(-1)).toMatchObject({ status: "failed", error: { code: "answer-too-long" } });
    expect((await textOf(runId))[0]?.length).toBe(mostOutputBytes);
    expect(call.signal.aborted).toBe(true);
  });

  it("law 6, P6: stops at its first refused append when another owner has ended the run, and adds nothing to it", async () => {
    const { runId, call } = await bench.startCall();
    call.send({ type: "text-start", partId: "t" }, { type: "text-delta", partId: "t", delta: "mine" });
    const seen = await readUntil(bench.viewer(), runId, "text-delta");
    expect(await recoverRuns()).toBe(1);
    call.send({ type: "text-delta", partId: "t", delta: " too late" }, { type: "text-end", partId: "t" });
    await bench.ended(runId);
    expect(call.signal.aborted).toBe(true);
    const events = await read(runId);
    expect(events.slice(0, -1)).toEqual(seen);
    expect(events.at(-1)).toMatchObject({ type: "run-end", status: "interrupted", seq: seen.length + 1 });
    expect(await bench.row(runId)).toMatchObject({ status: "interrupted", epoch: 2 });
  });

  it("fails with what it had shown when the storage does, and stores its end as soon as that is possible", async () => {
    const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
    const { log } = bench.database();
    const { append, end } = log;
    const { runId, call } = await bench.startCall();
    call.send({ type: "text-start", partId: "t" }, { type: "text-delta", partId: "t", delta: "seen" });
    await readUntil(bench.viewer(), runId, "text-delta");
    let refused = 0;
    const unsaved: number[] = [];
    log.append = () => Promise.reject(new AppError("storage"));
    log.end = (batch) => {
      refused += 1;
      unsaved.push(workerHealth().unsavedRuns);
      return refused < 3 ? Promise.reject(new AppError("storage")) : end(batch);
    };
    call.send({ type: "text-delta", partId: "t", delta: " unseen" });
    await bench.ended(runId);
    Object.assign(log, { append, end });
    expect(call.signal.aborted).toBe(true);
    expect([...unsaved, workerHealth().unsavedRuns]).toEqual([1, 1, 1, 0]);
    const events = await read(runId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)).toMatchObject({ type: "run-end", status: "failed", error: { code: "storage" } });
    expect(await textOf(runId)).toEqual(["seen unseen"]);
    quiet.mockRestore();
  });

  it("does not store twice what a transaction with a lost answer had stored", async () => {
    const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
    const { log } = bench.database();
    const { append, end } = log;
    const { runId, call } = await bench.startCall();
    log.append = async (batches) => {
      await append(batches);
      throw new AppError("storage");
    };
    log.end = async (batch) => {
      log.end = end;
      await end(batch);
      throw new AppError("storage");
    };
    call.send({ type: "text-start", partId: "t" });
    await bench.ended(runId);
    Object.assign(log, { append, end });
    const events = await read(runId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter(({ type }) => type === "run-end")).toHaveLength(1);
    expect(await readView(bench.viewer(), runId)).toEqual(foldAll(emptyView(runId), events));
    quiet.mockRestore();
  });
});
