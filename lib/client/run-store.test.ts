import { describe, expect, it } from "vitest";
import type { Draft, RunEvent } from "#lib/reasoning/event.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { createRunStore } from "./run-store.ts";
import type { WatchSignal } from "./watch-run.ts";

function story(runId: string, words: number): RunEvent[] {
  const drafts: Draft[] = [
    { type: "run-start", turnId: "trn_1", modelId: "m/1", modelName: "One", effortAsked: "medium" },
    { type: "step-start", step: 1, effortSent: null },
    { type: "text-start", partId: "p1" },
    ...Array.from({ length: words }, (_, n): Draft => ({ type: "text-delta", partId: "p1", delta: `w${n} ` })),
    { type: "text-end", partId: "p1" },
    { type: "step-end", step: 1, finish: "stop", usage: unknownUsage },
    { type: "run-end", status: "completed", reason: "stop", usage: unknownUsage, error: null },
  ];
  return drafts.map((draft, index) => ({ ...draft, runId, seq: index + 1, at: 5000 + index }));
}

/** A store over hand-fed tails, published only when the test says so. */
function stage() {
  const feeds = new Map<string, (signal: WatchSignal | null) => Promise<void>>();
  const watched: { runId: string; after: number; signal: AbortSignal }[] = [];
  let publish = () => {};
  const store = createRunStore({
    async *watch(runId, after, signal) {
      watched.push({ runId, after, signal });
      let wake = () => {};
      const queue: (WatchSignal | null)[] = [];
      let taken = () => {};
      feeds.set(runId, (next) => {
        queue.push(next);
        wake();
        return new Promise((resolve) => {
          taken = resolve;
        });
      });
      for (;;) {
        if (queue.length === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const next = queue.shift();
        if (!next) break;
        yield next;
        taken();
      }
      setTimeout(() => taken());
    },
    pace(run) {
      publish = run;
      return () => {};
    },
  });
  const feed = async (runId: string, signal: WatchSignal | null) => feeds.get(runId)?.(signal);
  return { store, watched, feed, publish: () => publish() };
}

describe("the run store", () => {
  it("folds what arrives into the same View as the server, told once per publication", async () => {
    const { store, feed, publish } = stage();
    const events = story("run_a", 40);
    let told = 0;
    store.subscribe("run_a", () => {
      told += 1;
    });
    store.follow("run_a");
    await feed("run_a", { kind: "events", events: events.slice(0, 10) });
    await feed("run_a", { kind: "events", events: events.slice(10, 30) });
    const linkTold = told;
    expect(store.get("run_a")).toBeUndefined();
    publish();
    expect(told).toBe(linkTold + 1);
    expect(store.get("run_a")).toEqual(foldAll(emptyView("run_a"), events.slice(0, 30)));
    await feed("run_a", { kind: "events", events: events.slice(30) });
    publish();
    expect(store.get("run_a")).toEqual(foldAll(emptyView("run_a"), events));
  });

  it("tells only those who asked for that run", async () => {
    const { store, feed, publish } = stage();
    let told = 0;
    store.subscribe("run_b", () => {
      told += 1;
    });
    store.follow("run_a");
    await feed("run_a", { kind: "events", events: story("run_a", 3) });
    publish();
    expect(told).toBe(0);
  });

  it("tails from the number that its View covers", () => {
    const { store, watched } = stage();
    store.seed([foldAll(emptyView("run_a"), story("run_a", 20).slice(0, 12))]);
    store.follow("run_a");
    expect(watched.map(({ runId, after }) => [runId, after])).toEqual([["run_a", 12]]);
  });

  it("keeps one tail for several readers and lets it go with the last", () => {
    const { store, watched } = stage();
    const first = store.follow("run_a");
    const second = store.follow("run_a");
    expect(watched).toHaveLength(1);
    first();
    first();
    expect(watched[0]?.signal.aborted).toBe(false);
    second();
    expect(watched[0]?.signal.aborted).toBe(true);
  });

  it("leaves an ended run alone", () => {
    const { store, watched } = stage();
    store.seed([foldAll(emptyView("run_a"), story("run_a", 2))]);
    store.follow("run_a");
    expect(watched).toHaveLength(0);
  });

  it("never goes back to an older View", () => {
    const { store } = stage();
    const events = story("run_a", 5);
    const newer = foldAll(emptyView("run_a"), events);
    store.seed([newer]);
    store.seed([foldAll(emptyView("run_a"), events.slice(0, 4))]);
    expect(store.get("run_a")).toBe(newer);
  });

  it("says when the line is lost, live again, or will not come back", async () => {
    const { store, feed } = stage();
    store.follow("run_a");
    const links: string[] = [];
    store.subscribe("run_a", () => links.push(store.link("run_a")));
    for (const kind of ["lost", "live", "gone"] as const) await feed("run_a", { kind });
    expect(links).toEqual(["lost", "live", "gone"]);
  });

  it("hands every change on with the View before it", async () => {
    const { store, feed, publish } = stage();
    const changes: [number, number][] = [];
    store.onChange((next, before) => changes.push([before.seq, next.seq]));
    store.follow("run_a");
    const events = story("run_a", 3);
    await feed("run_a", { kind: "events", events: events.slice(0, 2) });
    publish();
    await feed("run_a", { kind: "events", events: events.slice(2) });
    publish();
    expect(changes).toEqual([
      [0, 2],
      [2, events.length],
    ]);
  });
});
