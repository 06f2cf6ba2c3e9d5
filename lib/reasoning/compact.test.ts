import { describe, expect, it } from "vitest";
import { joinDrafts, type TimedDraft } from "./compact.ts";

const thought = (partId: string, delta: string, at: number): TimedDraft => ({ type: "reasoning-delta", partId, delta, at });
const text = (partId: string, delta: string, at: number): TimedDraft => ({ type: "text-delta", partId, delta, at });

describe("joining drafts", () => {
  it("continues the last delta of the same part and keeps its earlier time", () => {
    expect(joinDrafts([thought("p1", "one ", 1)], thought("p1", "two", 2))).toEqual([thought("p1", "one two", 1)]);
  });

  it("keeps another part, another kind and anything in between apart", () => {
    const first = thought("p1", "one", 1);
    const end: TimedDraft = { type: "reasoning-end", partId: "p1", at: 2 };
    expect(joinDrafts([first], thought("p2", "two", 2))).toHaveLength(2);
    expect(joinDrafts([first], text("p1", "two", 2))).toHaveLength(2);
    expect(joinDrafts([first, end], thought("p1", "two", 3))).toHaveLength(3);
  });
});
