import { describe, expect, it } from "vitest";
import type { ConversationSummary } from "#lib/conversations/conversation.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { isBehind } from "./is-behind.ts";

const at = 1_700_000_000_000;
const summary = { id: "con_1", title: "One", isPinned: false, isArchived: false, createdAt: at, updatedAt: at };
const run = { id: "run_1", turnId: "trn_1", status: "completed" as const, modelId: "m/1", createdAt: at };
const turn = { id: "trn_1", parentRunId: null, text: "first", createdAt: at };
const idle = { headRunId: "run_1", activeRunId: null, waitsFor: null, origin: null };
const listed = (more: Partial<ConversationSummary>): ConversationSummary => ({ ...summary, ...idle, ...more });
const state = { tree: { turns: [turn], runs: [run], headRunId: "run_1" }, summary: listed({}), pending: null };
const ended: View = { ...emptyView("run_1"), status: "completed", startedAt: at, endedAt: at + 60_000 };

describe("a page beside another one", () => {
  it("is behind when a run goes on that it does not know", () => {
    expect(isBehind(listed({ activeRunId: "run_9" }), state, ended)).toBe(true);
  });

  it("is behind when a run that it does not know came and went at once, or while its own goes on", () => {
    expect(isBehind(listed({ headRunId: "run_9", updatedAt: at + 60_010 }), state, ended)).toBe(true);
    expect(isBehind(listed({ headRunId: "run_9" }), state, { ...ended, endedAt: null })).toBe(true);
  });

  it("is behind when something changed after all that it knows", () => {
    expect(isBehind(listed({ updatedAt: at + 90_000 }), state, ended)).toBe(true);
  });

  it("is not behind its own run, going on or ended", () => {
    expect(isBehind(listed({ activeRunId: "run_1" }), state, { ...ended, endedAt: null })).toBe(false);
    expect(isBehind(listed({ updatedAt: at + 60_010 }), state, ended)).toBe(false);
    expect(isBehind(listed({ updatedAt: at + 90_000 }), state, { ...ended, endedAt: null })).toBe(false);
  });

  it("waits while a submit of its own is on its way", () => {
    const pending = { ask: { clientRequestId: "r" }, at };
    expect(isBehind(listed({ activeRunId: "run_9" }), { ...state, pending }, ended)).toBe(false);
  });
});
