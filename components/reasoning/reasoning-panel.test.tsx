import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { aView, numbered } from "#lib/testing/builders.ts";
import { scenarios } from "#lib/testing/scenarios.ts";
import { ReasoningLine } from "./reasoning-line.tsx";
import { ReasoningPanel } from "./reasoning-panel.tsx";

const nothing = () => {};

function panel(view: View | null, now = 0): string {
  const handlers = { onFollow: nothing, onPin: nothing, onClose: nothing, onStop: nothing };
  const clock = { now: () => now };
  const isLive = view !== null && view.endedAt === null;
  return renderToStaticMarkup(
    createElement(ReasoningPanel, { view, question: "Why?", isLive, isFollowing: true, clock, ...handlers }),
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
      expect(panel(half)).toContain("Stop");
      const view = foldAll(emptyView("run_1"), events);
      if (view.endedAt !== null) expect(panel(view)).not.toMatch(/>Stop</);
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
});
