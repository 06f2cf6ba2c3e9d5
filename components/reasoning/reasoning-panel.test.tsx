import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { SentThoughts } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { aUsage, aView, type Beat, numbered, timed } from "#lib/testing/builders.ts";
import { scenario, scenarios } from "#lib/testing/scenarios.ts";
import { ReasoningLine } from "./reasoning-line.tsx";
import { ReasoningPanel } from "./reasoning-panel.tsx";

const nothing = () => {};

function panel(view: View | null, now = 0): string {
  const following = { onFollow: nothing, onPin: nothing, onClose: nothing, onStop: nothing };
  const handlers = { ...following, onAnswerNow: nothing, onAnswerFrom: nothing, onRaiseLimit: nothing, onShowRun: nothing };
  const clock = { now: () => now };
  const isLive = view !== null && view.endedAt === null;
  const approvals = { decide: () => Promise.resolve(), isNew: () => false };
  return renderToStaticMarkup(
    createElement(ReasoningPanel, {
      view,
      approvals,
      question: "Why?",
      isLive,
      isFollowing: true,
      findRun: () => null,
      clock,
      ...handlers,
    }),
  );
}

function line(view: View, now = 0): string {
  return renderToStaticMarkup(createElement(ReasoningLine, { view, clock: { now: () => now }, isOpen: false, onOpen: nothing }));
}

describe("the reasoning panel", () => {
  it("holds the words of every thought, in every scenario", () => {
    for (const { drafts } of scenarios) {
      const view = aView(drafts);
      const words = panel(view).replaceAll(/<[^>]*>/g, " ");
      for (const part of view.parts) {
        if (part.kind !== "reasoning") continue;
        for (const word of part.text.match(/\b[a-z]{4,}\b/g)?.slice(0, 20) ?? []) expect(words).toContain(word);
      }
    }
  });

  it("shows a finished run the same whatever the time is", () => {
    for (const { drafts } of scenarios) {
      const view = aView(drafts);
      if (view.endedAt === null) continue;
      expect(panel(view, 1)).toBe(panel(view, 9_999_999_999_999));
      expect(line(view, 1)).toBe(line(view, 9_999_999_999_999));
    }
  });

  it("offers to stop only what goes on", () => {
    for (const { drafts } of scenarios) {
      const events = numbered(drafts);
      const half = foldAll(emptyView("run_1"), events.slice(0, 2));
      expect(panel(half)).toContain('aria-label="Stop"');
      const view = foldAll(emptyView("run_1"), events);
      if (view.endedAt !== null) expect(panel(view)).not.toContain('aria-label="Stop"');
    }
  });

  it("says that nothing was thought when nothing was", () => {
    expect(panel(emptyView("run_1"))).toContain("Nothing has arrived yet.");
    for (const { drafts } of scenarios) {
      const view = aView(drafts);
      const hasSteps = view.parts.some((part) => part.kind === "reasoning" || part.kind === "tool");
      if (view.endedAt !== null) expect(panel(view).includes("No thinking was sent for this answer.")).toBe(!hasSteps);
    }
  });

  it("says of every thought what it is, and leaves none without a word", () => {
    const marks = /full text|summary|sealed|redacted|without text/i;
    for (const { drafts } of scenarios) {
      for (const step of panel(aView(drafts)).match(/<li class="step" [\s\S]*?<\/li>/g) ?? []) {
        if (!step.includes("Tool: ")) expect(step).toMatch(marks);
      }
    }
  });

  it("says in place of a withheld thought what is missing, how long it took and what it cost", () => {
    const words = text(panel(aView(timed(withheld))));
    expect(words).toContain("The provider withheld the text of this thought for safety.");
    expect(words).toMatch(/Time\s+2\.0 s\s+Tokens\s+1,204/);
    expect(words).toContain("redacted · nothing of 1,204 tokens");
  });

  it("shows what went back only where there were earlier thoughts", () => {
    expect(panel(aView(timed(withheld)))).not.toContain("Sent back");
    const thoughts: SentThoughts[] = [
      { runId: "run_0", partIds: ["p1", "p2"], how: "full", why: null },
      { runId: "run_0", partIds: ["p3"], how: "left-out", why: "cut" },
    ];
    const view = aView(timed([...withheld.slice(0, 2), [1, { type: "sent-back", step: 1, thoughts }], ...withheld.slice(2)]));
    expect(text(panel(view))).toContain("Sent back 2 in full · 1 left out");
  });

  it("offers what to do where the thinking used up the limit", () => {
    const view = { ...aView(scenario("thinking only")), outputLimit: 4096 };
    const words = text(panel(view));
    expect(words).toContain("The thinking used up the whole output limit of 4,096 tokens; no answer was written.");
    expect(words).toContain("Finish the answer");
    expect(words).toContain("Raise the limit");
    expect(text(panel(aView(scenario("failed in mid-thought"))))).toContain("Answer from here");
    expect(text(panel(aView(scenario("several thoughts"))))).not.toMatch(/Finish the answer|Answer from here|Raise the limit/);
  });

  it("names its cost with the price used, and a dash where it is not known", () => {
    const price = { input: 1.25, output: 10, cachedInput: null, asOf: "2025-11-03", from: "list" } as const;
    const view = aView(scenario("several thoughts"));
    expect(text(panel({ ...view, cost: { amount: 0.0123, price } }))).toMatch(
      /Cost\s+\$0\.0123\s+at \$1\.25 in \/ \$10 out per million, list of 2025-11-03/,
    );
    expect(text(panel({ ...view, cost: null }))).toMatch(/Cost\s+–/);
  });
});

const withheld: Beat[] = [
  [0, { type: "run-start", turnId: "trn_1", modelId: "x/y", modelName: "Y", effortAsked: "high" }],
  [0, { type: "step-start", step: 1, effortSent: "high" }],
  [100, { type: "reasoning-start", partId: "p1", form: "redacted" }],
  [2000, { type: "reasoning-end", partId: "p1" }],
  [1, { type: "text-start", partId: "p2" }],
  [1, { type: "text-delta", partId: "p2", delta: "Yes." }],
  [1, { type: "step-end", step: 1, finish: "stop", usage: aUsage({ output: 1300, reasoning: 1204 }) }],
  [1, { type: "run-end", status: "completed", reason: "stop", error: null, usage: aUsage({ output: 1300, reasoning: 1204 }) }],
];

function text(html: string): string {
  return html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}
