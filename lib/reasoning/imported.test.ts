import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyStory } from "#lib/testing/arbitrary.ts";
import { aView, beginning } from "#lib/testing/builders.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import { unknownUsage } from "./event.ts";
import { ownParts } from "./imported.ts";
import { milestonesOf } from "./milestones.ts";
import { toLedger, toMarks, toSpans, windowOf } from "./spans.ts";

const later = beginning + 1e6;

describe("what was brought along", () => {
  it("has no times, no counts and no model, where all of a run was", () => {
    const view = aView(scenario("said before, elsewhere"));
    expect(view).toMatchObject({ status: "completed", reason: "imported", importedSteps: 2, usage: unknownUsage });
    expect(view).toMatchObject({ startedAt: null, firstTextAt: null, modelId: null, modelName: null, effortAsked: null });
    expect(windowOf(view, later)).toBeNull();
    expect(toSpans(view, later)).toEqual([]);
    expect(toMarks(view)).toEqual([]);
    expect(milestonesOf(view, later)).toEqual([]);
    expect(toLedger(view, later).totalMs).toBe(0);
    expect(view.parts.map((part) => (part.kind === "tool" ? part.state : part.kind))).toEqual(["text", "done", "failed", "text"]);
  });

  it("is left out of what the run itself did, which begins where it went on", () => {
    const drafts = scenario("going on from what was said elsewhere");
    const view = aView(drafts);
    const resumed = drafts.find(({ type }) => type === "run-resume");
    expect(view).toMatchObject({ importedSteps: 2, startedAt: resumed?.at, modelName: "Reasoner", effortAsked: "medium" });
    expect(view.usage).toEqual(view.steps.at(-1)?.usage);
    const spans = toSpans(view, later);
    expect(spans[0]?.startedAt).toBe(resumed?.at);
    const own = ownParts(view).map(({ id }) => id);
    expect(own).toEqual(["p2", "p3"]);
    for (const { partId } of spans) expect([null, ...own]).toContain(partId);
    const milestones = milestonesOf(view, later);
    expect(milestones.map(({ message }) => message)).toEqual([
      "Asking Reasoner.",
      "Thinking.",
      "Answering.",
      "Answering complete.",
    ]);
    expect(milestones.at(-1)?.details.tookMs).toBe((view.endedAt ?? 0) - (resumed?.at ?? 0));
  });

  it("shows no time at any moment before the run goes on, whatever it is", () => {
    fc.assert(
      fc.property(anyStory, (drafts) => {
        const story = drafts.filter(({ type }) => type !== "run-resume" && type !== "run-start");
        const view = aView([...scenario("said before, elsewhere").slice(0, 1), ...story]);
        expect(view.startedAt).toBeNull();
        expect(toSpans(view, later)).toEqual([]);
        expect(toMarks(view)).toEqual([]);
      }),
    );
  });
});

describe("what was handed over", () => {
  it("is with the client from then until its result comes, and so says the time of the tool", () => {
    const drafts = scenario("brought back by the client");
    const handedAt = drafts.find(({ type }) => type === "tool-handed")?.at;
    const view = aView(drafts);
    const spans = toSpans(view, later).filter(({ kind }) => kind === "tool");
    expect(spans).toMatchObject([
      { id: "p3-handed", label: "read_file, with the client", startedAt: handedAt, endedAt: (handedAt ?? 0) + 2500 },
      { id: "p4-handed", startedAt: handedAt, endedAt: (handedAt ?? 0) + 2500 },
    ]);
    expect(toLedger(view, later).toolMs).toBe(2500);
  });

  it("goes on for as long as nothing came back, and ended with the run where nothing ever did", () => {
    const open = toSpans(aView(scenario("handed to the client")), later).filter(({ kind }) => kind === "tool");
    expect(open.map(({ isOpen, endedAt }) => [isOpen, endedAt])).toEqual([
      [true, later],
      [true, later],
    ]);
    expect(toLedger(aView(scenario("never brought back")), later).toolMs).toBe(0);
  });
});
