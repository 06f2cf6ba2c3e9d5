import { describe, expect, it } from "vitest";
import { deleteConversation } from "#lib/conversations/delete.ts";
import { newId } from "#lib/core/id.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { readToEnd, readUntil, withRunEngine } from "#lib/testing/run-engine.ts";
import { readView } from "./views.ts";
import { openWatch, watchRun } from "./watch.ts";

describe.each(databaseKinds)("watching a run on %s", (kind) => {
  const bench = withRunEngine(kind);
  const never = new AbortController().signal;

  it("law 5, P5: resumes at every cut of a finished run with each event once, in order", async () => {
    const { runId } = await bench.finishedRun();
    const all = await readToEnd(bench.viewer(), runId);
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
    expect(all.at(-1)?.type).toBe("run-end");
    for (let cut = 0; cut <= all.length; cut++) {
      expect(await readToEnd(bench.viewer(), runId, cut)).toEqual(all.slice(cut));
    }
  });

  it("law 5: many readers that come at different moments of a live run, and come back, see the same", async () => {
    const { runId, call } = await bench.startCall();
    const readers = [readToEnd(bench.viewer(), runId), readToEnd(bench.viewer(), runId)];
    call.send({ type: "text-start", partId: "t" });
    for (let word = 0; word < 300; word++) {
      call.send({ type: "text-delta", partId: "t", delta: `${word} ` });
      if (word % 60 === 30) {
        const seen = await readUntil(bench.viewer(), runId, "text-delta");
        readers.push(readToEnd(bench.viewer(), runId, seen.length).then((rest) => [...seen, ...rest]));
      }
    }
    call.finish("stop");
    const [first, ...others] = await Promise.all(readers);
    expect(first?.map(({ seq }) => seq)).toEqual(first?.map((_, index) => index + 1));
    for (const events of others) expect(events).toEqual(first);
    expect(await readToEnd(bench.viewer(), runId)).toEqual(first);
  });

  it("P1: everything handed out is in the log already", async () => {
    const { runId, call } = await bench.startCall();
    const watch = await openWatch(bench.viewer(), runId, { after: 0, signal: never });
    call.answer("Thought", "Answer");
    for await (const batch of watch) {
      if (batch === "silence") continue;
      const first = batch[0]?.seq ?? 0;
      expect(await bench.database().log.read(runId, first - 1, batch.length)).toEqual(batch);
    }
  });

  it("P2, P4: a reader that leaves changes nothing, and a later one learns the end", async () => {
    const { runId, call } = await bench.startCall();
    const leaving = new AbortController();
    const watch = await openWatch(bench.viewer(), runId, { after: 0, signal: leaving.signal });
    await watch.next();
    const pending = watch.next();
    leaving.abort();
    call.answer("Thought", "Answer");
    await pending;
    expect((await watch.next()).done).toBe(true);
    expect((await readToEnd(bench.viewer(), runId)).at(-1)).toMatchObject({ type: "run-end", status: "completed" });
  });

  it("P7: a reader that never asks keeps nothing in memory and delays nobody", async () => {
    const { runId, call } = await bench.startCall();
    const lazy = await openWatch(bench.viewer(), runId, { after: 0, signal: never });
    await lazy.next();
    call.send({ type: "text-start", partId: "t" });
    for (let index = 0; index < 1_500; index++) call.send({ type: "text-start", partId: `t${index}` });
    call.finish("stop");
    await bench.ended(runId);
    const all = await readToEnd(bench.viewer(), runId);
    expect(all.length).toBeGreaterThan(1_500);
    const sizes: number[] = [];
    for await (const batch of lazy) if (batch !== "silence") sizes.push(batch.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200);
  });

  it("readers at the live end share what was committed instead of each asking the database", async () => {
    const { runId, call } = await bench.startCall();
    const { log } = bench.database();
    const read = log.read;
    let reads = 0;
    log.read = (...wanted) => {
      reads += 1;
      return read(...wanted);
    };
    try {
      const readers = Array.from({ length: 8 }, () => readUntil(bench.viewer(), runId, "step-end"));
      for (let index = 0; index < 20; index++) {
        call.send({ type: "text-start", partId: `t${index}` });
        await readUntil(bench.viewer(), runId, "text-start");
      }
      // Once the run is over, a reader that the machine kept waiting finds its end in the database.
      const whileLive = reads;
      call.finish("stop");
      await Promise.all(readers);
      expect(whileLive).toBe(0);
    } finally {
      log.read = read;
    }
  });

  it("refuses numbers that are none, or not reached yet, naming the field", async () => {
    const { runId } = await bench.finishedRun();
    const { seq } = await readView(bench.viewer(), runId);
    const wrong = expect.objectContaining({ code: "bad-request", field: "after" });
    for (const after of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e18, seq + 1]) {
      await expect(openWatch(bench.viewer(), runId, { after, signal: never })).rejects.toThrow(wrong);
      await expect(watchRun(bench.viewer(), runId, { after, signal: never }).next()).rejects.toThrow(wrong);
    }
  });

  it("finds no run of somebody else, none that was deleted and none that never was", async () => {
    const { runId, conversationId } = await bench.finishedRun();
    const missing = expect.objectContaining({ code: "not-found" });
    const open = (viewer: { userId: string }, id: string) => openWatch(viewer, id, { after: 0, signal: never });
    await expect(open({ userId: newId("person") }, runId)).rejects.toThrow(missing);
    await expect(open(bench.viewer(), newId("run"))).rejects.toThrow(missing);
    await expect(open(bench.viewer(), "run_\0")).rejects.toThrow(missing);
    await deleteConversation(bench.viewer(), conversationId);
    await expect(open(bench.viewer(), runId)).rejects.toThrow(missing);
    await expect(readView(bench.viewer(), runId)).rejects.toThrow(missing);
  });

  it("reads a View live and after its end, the same as its events folded", async () => {
    const { runId, call } = await bench.startCall();
    call.send({ type: "reasoning-start", partId: "r", form: "full" }, { type: "reasoning-delta", partId: "r", delta: "Hm" });
    const seen = await readUntil(bench.viewer(), runId, "reasoning-delta");
    const live = await readView(bench.viewer(), runId);
    expect(live).toMatchObject({
      status: "running",
      seq: seen.length,
      parts: [{ kind: "reasoning", text: "Hm", endedAt: null }],
    });
    call.finish("stop");
    await bench.ended(runId);
    const view = await readView(bench.viewer(), runId);
    expect(view).toMatchObject({ status: "completed", endedAt: expect.any(Number) });
    expect(JSON.stringify(view)).not.toContain("seal");
  });
});
