import { describe, expect, it } from "vitest";
import type { Batch } from "#lib/db/events.ts";
import { makeBatcher, type Source, tickMs } from "./batcher.ts";

/** Time that passes when a test says so. */
function handTimers() {
  const soon: (() => void)[] = [];
  const later: { run: () => void; ms: number }[] = [];
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    timers: {
      soon: (run: () => void) => void soon.push(run),
      later: (run: () => void, ms: number) => void later.push({ run, ms }),
    },
    later,
    async turn() {
      for (const run of soon.splice(0)) run();
      await settle();
    },
    async tick() {
      for (const { run } of later.splice(0)) run();
      await settle();
    },
  };
}

function source(runId: string, told: string[] = []): Source & { pending: number } {
  return {
    pending: 1,
    take(): Batch | null {
      if (this.pending === 0) return null;
      this.pending = 0;
      return { runId, epoch: 1, events: [] };
    },
    stored: () => void told.push(`${runId} stored`),
    lost: () => void told.push(`${runId} lost`),
    failed: (error) => void told.push(`${runId} ${(error as Error).message}`),
  };
}

describe("the batcher", () => {
  it("stores everything due in a tick in one transaction", async () => {
    const clock = handTimers();
    const appended: string[][] = [];
    const batcher = makeBatcher(async (batches) => {
      appended.push(batches.map(({ runId }) => runId));
      return new Set();
    }, clock.timers);
    for (const id of ["a", "b", "c"]) batcher.due(source(id), false);
    expect(clock.later.map(({ ms }) => ms)).toEqual([tickMs]);
    expect(appended).toEqual([]);
    await clock.tick();
    expect(appended).toEqual([["a", "b", "c"]]);
  });

  it("stores a run at a barrier at once and leaves the others to their tick", async () => {
    const clock = handTimers();
    const appended: string[][] = [];
    const batcher = makeBatcher(async (batches) => {
      appended.push(batches.map(({ runId }) => runId));
      return new Set();
    }, clock.timers);
    batcher.due(source("patient"), false);
    batcher.due(source("urgent"), true);
    await clock.turn();
    expect(appended).toEqual([["urgent"]]);
    await clock.tick();
    expect(appended).toEqual([["urgent"], ["patient"]]);
  });

  it("has one transaction under way, and what came meanwhile is in the next", async () => {
    const clock = handTimers();
    const appended: string[][] = [];
    const gate = Promise.withResolvers<void>();
    const batcher = makeBatcher(async (batches) => {
      appended.push(batches.map(({ runId }) => runId));
      await gate.promise;
      return new Set();
    }, clock.timers);
    batcher.due(source("first"), true);
    await clock.turn();
    batcher.due(source("second"), true);
    batcher.due(source("third"), true);
    await clock.turn();
    expect(appended).toEqual([["first"]]);
    gate.resolve();
    await clock.turn();
    expect(appended).toEqual([["first"], ["second", "third"]]);
  });

  it("P1: answers a run only when the transaction has ended, each with its own fate", async () => {
    const clock = handTimers();
    const told: string[] = [];
    const gate = Promise.withResolvers<void>();
    const batcher = makeBatcher(async () => {
      await gate.promise;
      return new Set(["b"]);
    }, clock.timers);
    batcher.due(source("a", told), true);
    batcher.due(source("b", told), true);
    await clock.turn();
    expect(told).toEqual([]);
    gate.resolve();
    await clock.turn();
    expect(told).toEqual(["a stored", "b lost"]);
  });

  it("tells every run of a failed transaction and goes on with the next", async () => {
    const clock = handTimers();
    const told: string[] = [];
    let isFull = true;
    const batcher = makeBatcher(async () => {
      if (isFull) throw new Error("full");
      return new Set();
    }, clock.timers);
    batcher.due(source("a", told), true);
    batcher.due(source("b", told), true);
    await clock.turn();
    isFull = false;
    batcher.due(source("c", told), true);
    await clock.turn();
    expect(told).toEqual(["a full", "b full", "c stored"]);
  });
});
