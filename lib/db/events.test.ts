import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RunEvent, unknownUsage } from "#lib/reasoning/event.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { databaseKinds, withDatabase } from "#lib/testing/database.ts";
import { deltas, storeRun } from "#lib/testing/stored-run.ts";

describe.each(databaseKinds)("the run log on %s", (kind) => {
  const db = withDatabase(kind);
  const lastSeq = async (id: string) => (await db().client.run.findUniqueOrThrow({ where: { id } })).lastSeq;
  const append = (runId: string, first: number, texts: string[], epoch = 1) =>
    db().log.append([{ runId, epoch, events: deltas(runId, first, texts) }]);

  it("gives back what was appended, in order and in pages, and nothing twice", async () => {
    const runId = await storeRun(db());
    expect(await append(runId, 1, ["a", "b", "c"])).toEqual(new Set());
    await append(runId, 4, ["d"]);
    const all = deltas(runId, 1, ["a", "b", "c", "d"]);
    expect(await db().log.read(runId, 0, 100)).toEqual(all);
    expect(await db().log.read(runId, 1, 2)).toEqual(all.slice(1, 3));
    expect(await db().log.read(runId, 4, 100)).toEqual([]);
    expect(await lastSeq(runId)).toBe(4);
  });

  it("keeps every text and nested value as it was", async () => {
    const awkward = fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(awkward, fc.jsonValue(), async (texts, args) => {
        const runId = await storeRun(db());
        const sent = deltas(runId, 1, [...texts, "'; \\ \" { } \u0000 \ud800 ,NULL"]);
        const call = {
          type: "tool-call",
          partId: "p2",
          callId: "c1",
          name: "n",
          args,
          runId,
          seq: sent.length + 1,
          at: 5,
        } as const;
        await db().log.append([{ runId, epoch: 1, events: [...sent, call] }]);
        expect(await db().log.read(runId, 0, 100)).toEqual(JSON.parse(JSON.stringify([...sent, call])));
      }),
      { numRuns: 25 },
    );
  });

  it("refuses an owner of an earlier epoch", async () => {
    const runId = await storeRun(db(), { epoch: 2 });
    expect(await append(runId, 1, ["late"], 1)).toEqual(new Set([runId]));
    expect(await db().log.read(runId, 0, 10)).toEqual([]);
  });

  it.each(["queued", "completed", "stopped", "failed", "interrupted"])("refuses events for a run that is %s", async (status) => {
    const runId = await storeRun(db(), { status });
    expect(await append(runId, 1, ["late"])).toEqual(new Set([runId]));
    expect(await db().log.read(runId, 0, 10)).toEqual([]);
  });

  it("lets one of two writers with the same numbers win, and leaves no gap", async () => {
    const runId = await storeRun(db());
    const lost = await Promise.all([append(runId, 1, ["a", "b"]), append(runId, 1, ["x"])]);
    expect(lost.filter((ids) => ids.has(runId))).toHaveLength(1);
    expect(await append(runId, 9, ["beyond a gap"])).toEqual(new Set([runId]));
    const numbers = (await db().log.read(runId, 0, 10)).map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(await lastSeq(runId)).toBe(numbers.length);
  });

  it("writes the other runs of a tick when one of them has lost", async () => {
    const [good, bad, alsoGood] = [await storeRun(db()), await storeRun(db(), { epoch: 7 }), await storeRun(db())];
    const batches = [good, bad, alsoGood].map((runId) => ({ runId, epoch: 1, events: deltas(runId, 1, ["a", "b"]) }));
    expect(await db().log.append(batches)).toEqual(new Set([bad]));
    expect(await db().log.read(good, 0, 10)).toHaveLength(2);
    expect(await db().log.read(alsoGood, 0, 10)).toHaveLength(2);
    expect(await db().log.read(bad, 0, 10)).toEqual([]);
    expect(await lastSeq(bad)).toBe(0);
  });

  it("counts a run that was deleted as lost", async () => {
    const runId = await storeRun(db());
    await append(runId, 1, ["a"]);
    const { conversationId } = await db().client.run.findUniqueOrThrow({ where: { id: runId } });
    await db().client.conversation.delete({ where: { id: conversationId } });
    expect(await append(runId, 2, ["b"])).toEqual(new Set([runId]));
    expect(await db().log.read(runId, 0, 10)).toEqual([]);
  });

  it("refuses a batch with a gap, with events of another run, or with one run twice", async () => {
    const runId = await storeRun(db());
    const events = deltas(runId, 1, ["a", "b", "c"]);
    const attempt = (batches: RunEvent[][]) => db().log.append(batches.map((each) => ({ runId, epoch: 1, events: each })));
    await expect(attempt([events.filter(({ seq }) => seq !== 2)])).rejects.toThrow(/unbroken/);
    await expect(attempt([deltas("run_other", 1, ["a"])])).rejects.toThrow(/unbroken/);
    await expect(attempt([events.slice(0, 1), events.slice(1)])).rejects.toThrow(/unbroken/);
    expect(await attempt([[]])).toEqual(new Set());
    expect(await db().log.read(runId, 0, 10)).toEqual([]);
  });

  it("ends a run once: the last events, the status and the view together", async () => {
    const runId = await storeRun(db());
    await append(runId, 1, ["a"]);
    const times = { startedAt: 1, endedAt: 2, firstByteAt: null };
    const step = { step: 1, ...times, effortSent: "high", sentBack: null, finish: null, usage: unknownUsage };
    const view: View = { ...emptyView(runId), seq: 3, status: "completed", steps: [step] };
    const endedAt = 1_700_000_000_999;
    const ending = (first: number): RunEvent[] => [
      ...deltas(runId, first, ["b"]),
      {
        type: "run-end",
        status: "completed",
        reason: "stop",
        usage: unknownUsage,
        error: null,
        cost: { amount: 0.25, price: { input: 1, output: 2, cachedInput: null, asOf: "2026-11-01", from: "list" } },
        runId,
        seq: first + 1,
        at: endedAt,
      },
    ];
    expect(await db().log.end({ runId, epoch: 0, events: ending(2), view })).toBe(false);
    expect(await db().log.end({ runId, epoch: 1, events: ending(2), view })).toBe(true);
    const row = await db().client.run.findUniqueOrThrow({ where: { id: runId } });
    expect(row).toMatchObject({ status: "completed", reason: "stop", lastSeq: 3, endedAt: BigInt(endedAt), effortSent: "high" });
    expect(row.cost).toBe(0.25);
    expect(JSON.parse(row.view ?? "")).toEqual(view);
    const conversation = { where: { id: row.conversationId } };
    expect((await db().client.conversation.findUniqueOrThrow(conversation)).updatedAt).toBe(row.endedAt);
    expect((await db().log.read(runId, 0, 10)).map(({ type }) => type)).toEqual(["text-delta", "text-delta", "run-end"]);
    expect(await db().log.end({ runId, epoch: 1, events: ending(4), view })).toBe(false);
    expect(await append(runId, 4, ["late"])).toEqual(new Set([runId]));
    expect(await lastSeq(runId)).toBe(3);
  });

  it("refuses to end a run with something else than run-end", async () => {
    const runId = await storeRun(db());
    const view = emptyView(runId);
    await expect(db().log.end({ runId, epoch: 1, events: deltas(runId, 1, ["a"]), view })).rejects.toThrow(/run-end/);
  });
});
