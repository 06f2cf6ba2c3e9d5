import { describe, expect, it } from "vitest";
import { aUsage, aView, beginning, numbered, timed } from "#lib/testing/builders.ts";
import { growth } from "#lib/testing/growth.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import type { Draft, RunEvent } from "./event.ts";
import { unknownUsage } from "./event.ts";
import { foldAll } from "./fold.ts";
import { emptyView } from "./view.ts";

describe("a folded run", () => {
  it("has its parts in order, with their texts and times", () => {
    const view = aView(scenario("thinking then text"));
    expect(view.parts.map((part) => [part.kind, part.id, part.step])).toEqual([
      ["reasoning", "p1", 1],
      ["text", "p2", 1],
    ]);
    expect(view).toMatchObject({
      status: "completed",
      turnId: "trn_1",
      modelId: "builtin/reasoner",
      effortAsked: "medium",
      startedAt: beginning,
      firstByteAt: beginning + 245,
      firstThoughtAt: beginning + 247,
      reason: "stop",
      usage: aUsage(),
      error: null,
    });
    expect(view.firstTextAt).toBeGreaterThan(view.firstThoughtAt ?? 0);
    expect(view.steps).toMatchObject([{ step: 1, finish: "stop", firstByteAt: beginning + 245, effortSent: "medium" }]);
  });

  it("takes a milestone of the first byte as a mark and no part", () => {
    expect(aView(scenario("retried")).parts.map((part) => part.kind)).toEqual(["status", "status", "reasoning", "text"]);
  });

  it("keeps the first of several first bytes, and each step its own", () => {
    const view = aView(scenario("parallel tools"));
    expect(view.firstByteAt).toBe(beginning + 245);
    const times = view.steps.map((step) => step.firstByteAt ?? 0);
    expect(times[0]).toBe(view.firstByteAt);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });

  it("knows of a call that was sent again with another effort only the effort that was answered", () => {
    const view = aView([
      { type: "step-start", step: 1, effortSent: "high", at: 1 },
      { type: "step-start", step: 1, effortSent: null, at: 5 },
      { type: "step-end", step: 1, finish: "stop", usage: unknownUsage, at: 9 },
      { type: "step-start", step: 1, effortSent: "low", at: 10 },
    ]);
    expect(view.steps).toMatchObject([{ step: 1, startedAt: 1, endedAt: 9, effortSent: null }]);
  });

  it("marks a tool that ran when the run ended as unknown; one that never ran says so", () => {
    const tools = ["everything left open", "killed while a tool ran", "a call that broke off"].flatMap((name) =>
      aView(scenario(name)).parts.filter((part) => part.kind === "tool"),
    );
    expect(tools.map((tool) => [tool.state, tool.endedAt === null])).toEqual([
      ["ready", false],
      ["awaiting-approval", false],
      ["unknown", false],
      ["ready", false],
      ["writing", false],
    ]);
  });

  it("shows a tool as it is called, watched and done", () => {
    const story = scenario("a tool that is watched");
    const tool = (type: string) =>
      aView(story.slice(0, story.findIndex((draft) => draft.type === type) + 1)).parts.find((part) => part.kind === "tool");
    expect(tool("tool-input-start")).toMatchObject({ state: "writing", name: "javascript", calledAt: null });
    expect(tool("tool-input-delta")).toMatchObject({ state: "writing", input: '{"code":' });
    expect(tool("tool-call")).toMatchObject({ state: "ready", input: "", args: { code: "1 + 1" } });
    expect(tool("tool-start")).toMatchObject({ state: "running", attempt: 1, approval: { approved: true, by: "rule" } });
    expect(tool("tool-progress")).toMatchObject({ output: "one\n", progress: { done: 1, total: 2, message: "Halfway" } });
    const done = { state: "done", output: "one\ntwo\n", shown: { kind: "text" }, bytes: 50_000_000, isShortened: true };
    expect(tool("tool-result")).toMatchObject(done);
    expect(aView(story).parts.find((part) => part.kind === "source")).toMatchObject({ callId: "call_a" });
  });

  it("is waiting from when nobody executes the run until it is executed again", () => {
    const waiting = aView(scenario("waiting for a person"));
    expect(waiting).toMatchObject({ status: "waiting", waitsUntil: 86_400_000 });
    const story = scenario("tools with approval");
    const until = (type: string) => aView(story.slice(0, story.findIndex((draft) => draft.type === type) + 1));
    expect(until("tool-approval-response")).toMatchObject({ status: "waiting" });
    expect(until("run-resume")).toMatchObject({ status: "running", waitsUntil: null });
  });

  it("gives a result to the newest call when a provider uses an id again", () => {
    const tools = aView(scenario("parallel tools")).parts.filter((part) => part.kind === "tool");
    expect(tools.map((tool) => [tool.id, tool.step, tool.state, tool.result])).toEqual([
      ["p2", 1, "failed", null],
      ["p3", 1, "done", "12:00"],
      ["p4", 2, "done", 42],
    ]);
  });

  it("keeps who answered what to an approval", () => {
    const tools = aView(scenario("tools with approval")).parts.filter((part) => part.kind === "tool");
    expect(tools.map((tool) => [tool.state, tool.approval?.approved, tool.approval?.reason])).toEqual([
      ["done", true, null],
      ["refused", false, "Keep them."],
    ]);
  });

  it("opens a part for a delta without a start, and ignores ends of what never began", () => {
    const view = aView(scenario("starts missing"));
    expect(view.parts).toMatchObject([
      { kind: "reasoning", text: "From nowhere", step: 1 },
      { kind: "text", text: "an answer" },
    ]);
    expect(view.steps).toEqual([]);
  });

  it("keeps text that comes after its part's end, without reopening it", () => {
    const view = aView([
      { type: "text-start", partId: "p1", at: 1 },
      { type: "text-end", partId: "p1", at: 2 },
      { type: "text-delta", partId: "p1", delta: "late", at: 3 },
    ]);
    expect(view.parts).toMatchObject([{ text: "late", endedAt: 2 }]);
  });

  it("takes ids that are names of prototypes for ids", () => {
    const view = aView(scenario("names of prototypes"));
    expect(view.parts.map((part) => part.id)).toEqual(["__proto__", "constructor", "hasOwnProperty"]);
    expect(view.parts[2]).toMatchObject({ state: "done", result: "fine" });
  });

  it("ends what a model call was writing when the call ends", () => {
    const view = aView([
      { type: "step-start", step: 1, effortSent: null, at: 1 },
      { type: "reasoning-start", partId: "p1", form: "full", at: 2 },
      { type: "tool-call", partId: "p2", callId: "c1", name: "now", args: {}, at: 3 },
      { type: "step-end", step: 1, finish: "stop", usage: unknownUsage, at: 4 },
    ]);
    expect(view.parts.map((part) => part.endedAt)).toEqual([4, null]);
  });

  it("adds up the usage of its model calls while it runs", () => {
    const call = (step: number, reasoning: number | null) => [
      { type: "step-start" as const, step, effortSent: null, at: step },
      { type: "step-end" as const, step, finish: "stop" as const, usage: aUsage({ reasoning }), at: step },
    ];
    expect(aView(call(1, 30)).usage).toEqual(aUsage());
    expect(aView([...call(1, 30), ...call(2, 12)]).usage).toEqual({ input: 200, output: 100, reasoning: 42, cached: 0 });
    expect(aView([...call(1, 30), ...call(2, null)]).usage.reasoning).toBeNull();
  });
});

function many(parts: number, deltas: number): RunEvent[] {
  const drafts = Array.from({ length: parts }, (_, part) => [
    { type: "reasoning-start" as const, partId: `p${part}`, form: "full" as const, at: 1 },
    ...Array.from({ length: deltas }, () => ({ type: "reasoning-delta" as const, partId: `p${part}`, delta: "word ", at: 1 })),
  ]);
  return numbered(drafts.flat());
}

describe("the cost of folding", () => {
  it.each([
    ["one long part", many(1, 10_000), many(1, 100_000)],
    ["many parts", many(1_000, 4), many(10_000, 4)],
  ])("grows with the text and no faster, for %s", (_, small, large) => {
    const work = (events: RunEvent[]) => () => void foldAll(emptyView("run_1"), events);
    expect(growth(work(small), work(large))).toBeLessThan(3);
  });

  it("takes a thought that a limit cut for cut, also where its provider closed it in good order", () => {
    const drafts = scenario("only thinking, whole").map((draft) =>
      draft.type === "step-end" ? { ...draft, finish: "length" as const } : draft,
    );
    expect(aView(drafts).parts).toMatchObject([{ kind: "reasoning", isCut: true }]);
    expect(aView(scenario("only thinking, whole")).parts).toMatchObject([{ kind: "reasoning", isCut: false }]);
  });

  it("counts the first text from its first letter, not from an empty text that carries a seal", () => {
    const view = aView(scenario("a seal at the end").filter((draft) => !("partId" in draft && draft.partId === "p1")));
    expect([view.parts.length, view.firstTextAt]).toEqual([1, null]);
  });

  it("keeps what became of earlier thoughts with the step, the newest account of it", () => {
    const account = (why: "foreign" | "expired"): Draft => ({
      type: "sent-back",
      step: 1,
      thoughts: [{ runId: "run_0", partIds: ["p1"], how: "left-out", why }],
    });
    const view = aView(
      timed([
        [0, { type: "step-start", step: 1, effortSent: null }],
        [1, account("foreign")],
        [1, account("expired")],
      ]),
    );
    expect(view.steps[0]?.sentBack?.map(({ why }) => why)).toEqual(["expired"]);
  });
});
