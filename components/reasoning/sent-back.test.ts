import { describe, expect, it } from "vitest";
import type { LeftOutReason, SentThoughts } from "#lib/reasoning/event.ts";
import { aView, type Beat, timed } from "#lib/testing/builders.ts";
import { reasonOf, sentCallsOf, sumWords } from "./sent-back.ts";

const full = (runId: string, ...partIds: string[]): SentThoughts => ({ runId, partIds, how: "full", why: null });
const left = (why: LeftOutReason, runId: string, ...partIds: string[]): SentThoughts => ({
  runId,
  partIds,
  how: "left-out",
  why,
});

/** A run whose calls took these along; several lists of one call: it was sent again. */
function calls(...lists: SentThoughts[][][]) {
  const beats = lists.flatMap((ofCall, index): Beat[] => [
    [1, { type: "step-start", step: index + 1, effortSent: null }],
    ...ofCall.map((thoughts): Beat => [1, { type: "sent-back", step: index + 1, thoughts }]),
  ]);
  return sentCallsOf(aView(timed(beats)));
}

describe("what went back to the model", () => {
  it("is nothing where there were no earlier thoughts", () => {
    expect(calls([])).toEqual([]);
    expect(calls([[]])).toEqual([]);
    expect(calls([[full("run_1")]])).toEqual([]);
  });

  it("is counted by fate and grouped by the run it comes from, in its order", () => {
    const [call] = calls([[full("run_1", "p1", "p2"), left("cut", "run_1", "p3"), left("foreign", "run_2", "p1")]]);
    expect(call?.groups.map((group) => [group.runId, group.fates.map((fate) => fate.partIds.length)])).toEqual([
      ["run_1", [2, 1]],
      ["run_2", [1]],
    ]);
    expect(call && sumWords(call)).toBe("2 in full · 2 left out");
  });

  it("is the newest list of each call, and equal neighbours are told once", () => {
    const sealed: SentThoughts = { runId: "run_1", partIds: ["p1"], how: "sealed", why: null };
    const expired = left("expired", "run_1", "p1");
    expect(calls([[sealed], [expired]], [[expired]], [[sealed]]).map((call) => [call.steps, sumWords(call)])).toEqual([
      [[1, 2], "none · 1 left out"],
      [[3], "1 sealed"],
    ]);
  });

  it("has its own plain sentence for every reason", () => {
    const reasons: LeftOutReason[] = ["foreign", "cut", "expired", "unsealed", "closed-turn", "not-taken", "idle"];
    const sentences = reasons.map((why) => reasonOf("left-out", why));
    expect(new Set(sentences).size).toBe(reasons.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});
