import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Draft, RunEvent } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { anyCut } from "#lib/testing/arbitrary.ts";
import { numbered, timed } from "#lib/testing/builders.ts";
import { scenario, scenarios } from "#lib/testing/scenarios.ts";
import { makeReasoningDeltas, type ReasoningDelta } from "./reasoning-delta.ts";

function deltasOf(events: readonly RunEvent[]): ReasoningDelta[] {
  const deltas = makeReasoningDeltas();
  return events.flatMap((event) => deltas.next(event));
}

const told = (...drafts: Draft[]) => deltasOf(numbered(timed(drafts.map((draft) => [1, draft]))));
const stepStart = (step: number): Draft => ({ type: "step-start", step, effortSent: null });
const begin = (partId: string, form: "full" | "summary" | "sealed" = "full"): Draft => ({
  type: "reasoning-start",
  partId,
  form,
});
const think = (partId: string, delta: string): Draft => ({ type: "reasoning-delta", partId, delta });
const stop = (partId: string): Draft => ({ type: "reasoning-end", partId });
const snapshots = (deltas: ReasoningDelta[]) => deltas.map(({ snapshot }) => snapshot);

describe("reasoning_delta", () => {
  for (const { name, drafts } of scenarios) {
    it(`of "${name}" ends each model call with all it thought, and grows up to there`, () => {
      const deltas = makeReasoningDeltas();
      const events = numbered(drafts);
      const last = new Map<number, string>();
      let step = 1;
      for (const event of events) {
        if (event.type === "step-start") step = event.step;
        for (const { delta, snapshot } of deltas.next(event)) {
          const before = last.get(step) ?? "";
          expect([before + delta, `${before}\n\n${delta}`]).toContain(snapshot);
          last.set(step, snapshot);
        }
      }
      const { parts } = foldAll(emptyView("run_1"), events);
      const thoughts = parts.filter((part) => part.kind === "reasoning" && part.text !== "");
      for (const number of new Set(thoughts.map((part) => part.step))) {
        const whole = thoughts.flatMap((part) => (part.kind === "reasoning" && part.step === number ? part.text : []));
        expect(last.get(number)).toBe(whole.join("\n\n"));
      }
      expect(last.size).toBe(new Set(thoughts.map((part) => part.step)).size);
    });
  }

  it("does not exist for a plain text answer, for sealed thoughts and for empty deltas", () => {
    expect(deltasOf(numbered(scenario("plain")))).toEqual([]);
    expect(deltasOf(numbered(scenario("redacted")))).toEqual([]);
    expect(told(begin("p1", "sealed"), stop("p1"))).toEqual([]);
    expect(told(begin("p1"), think("p1", ""), stop("p1"))).toEqual([]);
  });

  it("begins anew with each model call, also with one that is sent again", () => {
    const deltas = told(stepStart(1), begin("p1"), think("p1", "one"), stepStart(2), begin("p2"), think("p2", "two"));
    expect(deltas.map(({ snapshot, index }) => [snapshot, index])).toEqual([
      ["one", 0],
      ["two", 0],
    ]);
    const retrying: Draft = { type: "status", level: "warning", code: "retrying", message: "Again." };
    expect(snapshots(told(stepStart(1), think("p1", "lost"), retrying, think("p2", "kept")))).toEqual(["lost", "kept"]);
    expect(snapshots(told(stepStart(1), think("p1", "lost"), stepStart(1), think("p2", "kept")))).toEqual(["lost", "kept"]);
  });

  it("joins several thoughts of a model call by an empty line, and says which one grew", () => {
    const deltas = told(begin("p1", "summary"), think("p1", "a"), think("p1", "b"), stop("p1"), begin("p2"), think("p2", "c"));
    expect(deltas).toEqual([
      { type: "reasoning_delta", delta: "a", kind: "summary", item_id: "p1", index: 0, snapshot: "a" },
      { type: "reasoning_delta", delta: "b", kind: "summary", item_id: "p1", index: 0, snapshot: "ab" },
      { type: "reasoning_delta", delta: "c", kind: "text", item_id: "p2", index: 1, snapshot: "ab\n\nc" },
    ]);
  });

  it("tells a thought that came whole in one piece", () => {
    expect(told(begin("p1"), think("p1", "all of it"), stop("p1"))).toMatchObject([
      { delta: "all of it", snapshot: "all of it" },
    ]);
  });

  it("keeps thoughts that are written by turns apart", () => {
    const deltas = told(begin("p1"), begin("p2"), think("p1", "a"), think("p2", "x"), think("p1", "b"), think("p2", "y"));
    expect(snapshots(deltas)).toEqual(["a", "a\n\nx", "ab\n\nx", "ab\n\nxy"]);
  });

  it("never cuts a character in two", () => {
    const text = "a\u{1F9E0}b\u{1F469}\u200D\u{1F469}";
    fc.assert(
      fc.property(anyCut(text, 2), (pieces) => {
        const deltas = told(begin("p1"), ...pieces.map((piece) => think("p1", piece)), stop("p1"));
        for (const { delta, snapshot } of deltas) expect(`${delta}${snapshot}`.isWellFormed()).toBe(true);
        expect(deltas.at(-1)?.snapshot).toBe(text);
      }),
    );
  });

  it("gives up half a character that nothing followed, so that nothing is missing at the end", () => {
    const half = "a\ud83e";
    expect(told(begin("p1"), think("p1", half), stop("p1")).at(-1)?.snapshot).toBe(half);
    expect(told(begin("p1"), think("p1", half), stepStart(2)).at(-1)?.snapshot).toBe(half);
  });
});
