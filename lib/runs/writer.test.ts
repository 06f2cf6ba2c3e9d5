import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testClock } from "#lib/core/clock.ts";
import { type Draft, type RunEnd, type RunEvent, unknownUsage } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import type { Batcher, Source } from "./batcher.ts";
import { makeWriter } from "./writer.ts";

const runId = "run_1";
const end: RunEnd = { type: "run-end", status: "completed", reason: "stop", usage: unknownUsage, error: null };
const start: Draft = { type: "text-start", partId: "p1" };
const delta = (text: string): Draft => ({ type: "text-delta", partId: "p1", delta: text });

/** A writer whose batches a test takes and answers itself. */
function handWriter() {
  const stored: RunEvent[] = [];
  const told: string[] = [];
  const urgent: boolean[] = [];
  const clock = testClock(1_000);
  let source: Source | null = null;
  const batcher: Batcher = {
    due(which, isUrgent) {
      source = which;
      urgent.push(isUrgent);
    },
  };
  const writer = makeWriter({
    runId,
    epoch: 3,
    clock,
    batcher,
    onStored: (events) => void stored.push(...events),
    onLost: () => void told.push("lost"),
    onFailed: () => void told.push("failed"),
  });
  const known = (): Source => {
    if (source === null) throw new Error("Nothing was due.");
    return source;
  };
  return { writer, clock, stored, told, urgent, take: () => known().take(), answer: known };
}

describe("the writer", () => {
  it("numbers from 1, joins deltas that waited together, and stamps them with the time of the first", () => {
    const { writer, clock, take } = handWriter();
    writer.write(start);
    writer.write(delta("one"));
    clock.advance(10);
    writer.write(delta(" two"));
    expect(take()).toEqual({
      runId,
      epoch: 3,
      events: [
        { type: "text-start", partId: "p1", runId, seq: 1, at: 1_000 },
        { type: "text-delta", partId: "p1", delta: "one two", runId, seq: 2, at: 1_000 },
      ],
    });
  });

  it("asks for a transaction at once for the first content of a part and lets its frame and other content wait", () => {
    const { writer, urgent } = handWriter();
    for (const draft of [start, delta("a"), delta("b"), delta("c"), { type: "text-end", partId: "p1" } as const])
      writer.write(draft);
    expect(urgent).toEqual([false, true, false, false, false]);
  });

  it("does not let news that stand alone wait", () => {
    const { writer, urgent } = handWriter();
    const status = { type: "status", level: "warning", message: "Trying again." } as const;
    writer.write({ ...status, code: "first-byte" });
    writer.write({ ...status, code: "retrying" });
    expect(urgent).toEqual([false, true]);
  });

  it("does not let 16 KiB or 256 drafts wait", () => {
    const big = handWriter();
    big.writer.write(start);
    big.writer.write(delta("a"));
    big.writer.write(delta("x".repeat(16 * 1024)));
    expect(big.urgent).toEqual([false, true, true]);
    const many = handWriter();
    many.writer.write(start);
    for (let count = 2; count <= 256; count++) many.writer.write(delta("x"));
    expect(many.urgent.slice(2, -1).some(Boolean)).toBe(false);
    expect(many.urgent.at(-1)).toBe(true);
  });

  it("P1: shows nothing before it is stored", () => {
    const { writer, stored, take, answer } = handWriter();
    writer.write(start);
    take();
    expect(stored).toEqual([]);
    answer().stored();
    expect(stored.map(({ seq }) => seq)).toEqual([1]);
  });

  it("P7: lets the provider wait while a mebibyte is unstored", async () => {
    const { writer, take, answer } = handWriter();
    writer.write(start);
    const room = writer.write(delta("x".repeat(1024 * 1024)));
    expect(room).toBeInstanceOf(Promise);
    take();
    answer().stored();
    await room;
    expect(writer.write(delta("y"))).toBeUndefined();
  });

  it("P6: takes nothing more and has no end once another owner has the run", async () => {
    const { writer, stored, told, take, answer } = handWriter();
    writer.write(start);
    take();
    answer().lost();
    writer.write(delta("a"));
    expect(told).toEqual(["lost"]);
    expect(stored).toEqual([]);
    expect(take()).toBeNull();
    expect(await writer.close([end])).toBeNull();
  });

  it("keeps what could not be stored for the end, in order and under the same numbers", async () => {
    const { writer, told, stored, take, answer } = handWriter();
    writer.write(start);
    take();
    answer().failed(new Error("full"));
    writer.write(delta("late"));
    expect(take()).toBeNull();
    const ending = await writer.close([end]);
    expect(told).toEqual(["failed"]);
    expect(stored).toEqual([]);
    expect(ending?.events.map(({ seq, type }) => [seq, type])).toEqual([
      [1, "text-start"],
      [2, "text-delta"],
      [3, "run-end"],
    ]);
  });

  it("waits with the end for the batch under way", async () => {
    const { writer, take, answer } = handWriter();
    writer.write(start);
    take();
    const closing = writer.close([end]);
    answer().stored();
    expect((await closing)?.events.map(({ seq, type }) => [seq, type])).toEqual([[2, "run-end"]]);
  });

  it("never goes back in time when the clock does", () => {
    const { writer, clock, take } = handWriter();
    writer.write(start);
    clock.advance(-3_600_000);
    writer.write({ type: "text-end", partId: "p1" });
    expect(take()?.events.map(({ at }) => at)).toEqual([1_000, 1_000]);
  });

  it("law 4: however batches fall, numbers have no gap and the View is the fold of what was stored", async () => {
    const letters = fc.array(fc.tuple(fc.constantFrom("p1", "p2"), fc.string({ maxLength: 5 }), fc.boolean()), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(letters, async (writes) => {
        const { writer, stored, take, answer } = handWriter();
        writer.write(start);
        writer.write({ type: "reasoning-start", partId: "p2", form: "full" });
        for (const [partId, text, isTick] of writes) {
          writer.write({ type: partId === "p1" ? "text-delta" : "reasoning-delta", partId, delta: text });
          if (isTick && take() !== null) answer().stored();
        }
        const ending = await writer.close([end]);
        const all = [...stored, ...(ending?.events ?? [])];
        expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
        expect(ending?.view).toEqual(foldAll(emptyView(runId), all));
        const said = (id: string) => writes.flatMap(([partId, text]) => (partId === id ? text : "")).join("");
        const text = (id: string) => ending?.view.parts.find((part) => part.id === id);
        expect(text("p1")).toMatchObject({ kind: "text", text: said("p1") });
        expect(text("p2")).toMatchObject({ kind: "reasoning", text: said("p2") });
      }),
    );
  });

  it("has everything stored when it is asked to, also what is written meanwhile, and says what the run is then", async () => {
    const { writer, take, answer, urgent } = handWriter();
    expect(await writer.allStored()).toEqual(emptyView(runId));
    writer.write(start);
    const all = writer.allStored();
    expect(urgent.at(-1)).toBe(true);
    take();
    writer.write(delta("more"));
    answer().stored();
    await Promise.resolve();
    expect(take()?.events).toMatchObject([{ type: "text-delta", seq: 2 }]);
    answer().stored();
    expect(await all).toMatchObject({ seq: 2, parts: [{ text: "more" }] });
  });

  it.each(["lost", "failed"] as const)("gives no View of what is not all stored when a batch is %s", async (fate) => {
    const { writer, take, answer } = handWriter();
    writer.write(start);
    const all = writer.allStored();
    take();
    if (fate === "lost") answer().lost();
    else answer().failed(new Error("disk"));
    expect(await all).toBeNull();
    expect(await writer.allStored()).toBeNull();
  });
});
