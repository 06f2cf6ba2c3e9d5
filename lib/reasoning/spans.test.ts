import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { story } from "#lib/testing/arbitrary.ts";
import { aView, beginning } from "#lib/testing/builders.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import type { TimedDraft } from "./compact.ts";
import { toLedger, toMarks, toSegments, toSpans, windowOf } from "./spans.ts";
import { emptyView } from "./view.ts";

const kinds = (name: string, now = 0) => toSegments(aView(scenario(name)), now).map((span) => span.kind);

function endOf(name: string): TimedDraft {
  const end = scenario(name).at(-1);
  if (end?.type !== "run-end") throw new Error(`"${name}" does not end.`);
  return end;
}

describe("the ledger", () => {
  it("adds up to the total, in any story at any time", () => {
    fc.assert(
      fc.property(story, fc.integer({ min: -1e6, max: 1e9 }), (drafts, later) => {
        const view = aView(drafts);
        const window = windowOf(view, beginning + later);
        const { totalMs, ...parts } = toLedger(view, beginning + later);
        expect(totalMs).toBe(window ? window.to - window.from : 0);
        expect(Object.values(parts).reduce((sum, ms) => sum + ms, 0)).toBe(totalMs);
        for (const ms of Object.values(parts)) expect(ms).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("does not change after the end, whenever it is looked at", () => {
    const view = aView(scenario("tools with approval"));
    expect(toLedger(view, 0)).toEqual(toLedger(view, beginning + 1e9));
    expect(toLedger(view, 0).totalMs).toBe((view.endedAt ?? 0) - (view.startedAt ?? 0));
  });

  it("counts parallel tools once, and a wait for a person apart", () => {
    const ledger = toLedger(aView(scenario("tools with approval")), 0);
    // The answers came after 4,000 and 600 ms; the one allowed call ran for 800.
    expect(ledger.toolMs).toBe(800);
    expect(ledger.approvalMs).toBe(4000 + 600);
  });

  it("counts the writing of a call as writing, and the tool from when it ran", () => {
    const story = scenario("a tool that is watched");
    const ledger = toLedger(aView(story.slice(0, story.findIndex(({ type }) => type === "tool-result") + 1)), 0);
    expect(ledger).toMatchObject({ writingMs: 70, toolMs: 70, approvalMs: 0 });
  });

  it("counts an open wait for a person up to now", () => {
    const view = aView(scenario("waiting for a person"));
    const asked = view.parts.findLast((part) => part.kind === "tool")?.approval?.askedAt ?? 0;
    expect(toLedger(view, asked + 60_000)).toMatchObject({ approvalMs: 60_000, toolMs: 0 });
  });

  it("counts a repeated attempt from its notice until the provider answers", () => {
    expect(toLedger(aView(scenario("retried")), 0)).toMatchObject({ retryMs: 500 + 1100 });
  });
});

describe("segments", () => {
  it("cover the run without gap or overlap", () => {
    fc.assert(
      fc.property(story, fc.integer({ min: 0, max: 1e9 }), (drafts, later) => {
        const view = aView(drafts);
        const segments = toSegments(view, beginning + later);
        const window = windowOf(view, beginning + later);
        let at = window?.from;
        for (const segment of segments) {
          expect(segment.startedAt).toBe(at);
          expect(segment.endedAt).toBeGreaterThan(segment.startedAt);
          at = segment.endedAt;
        }
        expect(at).toBe(window?.to);
      }),
    );
  });

  it("tell the run in order", () => {
    expect(kinds("thinking then text")).toEqual(["waiting", "thinking", "waiting", "writing", "waiting"]);
    expect(kinds("retried").slice(0, 4)).toEqual(["waiting", "retry", "retry", "waiting"]);
  });

  it("are open at their end only while the run is", () => {
    const view = aView(scenario("still running"));
    const last = toSegments(view, beginning + 60_000).at(-1);
    expect(last).toMatchObject({ kind: "thinking", isOpen: true, endedAt: beginning + 60_000, label: "Working it out" });
    expect(toSegments(aView(scenario("interrupted by a restart")), 0).some((span) => span.isOpen)).toBe(false);
  });
});

describe("spans", () => {
  it("keep parallel tools apart and fill the gaps with waiting", () => {
    const spans = toSpans(aView(scenario("parallel tools")), 0);
    expect(spans.filter((span) => span.kind === "tool").map((span) => span.partId)).toEqual(["p2", "p3", "p4"]);
    expect(spans.filter((span) => span.kind === "waiting").length).toBeGreaterThan(2);
  });

  it("are closed when the run is, a repeated attempt that led nowhere too", () => {
    const noStep = scenario("retried")
      .slice(0, 4)
      .filter((draft) => draft.type !== "step-start");
    const drafts = [...noStep, { ...endOf("interrupted by a restart"), at: beginning + 9000 }];
    const retry = toSpans(aView(drafts), 0)
      .filter((span) => span.kind === "retry")
      .at(-1);
    expect(retry).toMatchObject({ isOpen: false, endedAt: beginning + 9000 });
    const live = toSpans(aView(drafts.slice(0, -1)), beginning + 5000)
      .filter((span) => span.kind === "retry")
      .at(-1);
    expect(live).toMatchObject({ isOpen: true, endedAt: beginning + 5000 });
  });

  it("have ids of their own", () => {
    fc.assert(
      fc.property(story, (drafts) => {
        const ids = toSpans(aView(drafts), beginning + 1e6).map((span) => `${span.kind} ${span.id}`);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it("are none before anything has happened", () => {
    expect(toSpans(emptyView("run_1"), beginning)).toEqual([]);
    expect(toLedger(emptyView("run_1"), beginning).totalMs).toBe(0);
  });

  it("stay within the run when the clock was set back", () => {
    const view = aView(scenario("a clock set back"));
    for (const span of toSpans(view, 0)) {
      expect(span.startedAt).toBeGreaterThanOrEqual(beginning);
      expect(span.endedAt).toBeGreaterThanOrEqual(span.startedAt);
    }
  });
});

describe("marks", () => {
  it("are those that were reached, in order", () => {
    expect(toMarks(aView(scenario("thinking then text"))).map((mark) => mark.kind)).toEqual([
      "first-byte",
      "first-thought",
      "first-text",
    ]);
    expect(toMarks(aView(scenario("plain"))).map((mark) => mark.kind)).toEqual(["first-byte", "first-text"]);
  });
});
