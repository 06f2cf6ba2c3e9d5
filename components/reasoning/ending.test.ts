import { describe, expect, it } from "vitest";
import type { EndStatus, RunError } from "#lib/reasoning/event.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { emptyView, type Part, type View } from "#lib/reasoning/view.ts";
import { endingOf } from "./ending.ts";
import { endedWords } from "./line-words.ts";
import { stateOf } from "./state.ts";

const thought: Part = {
  id: "p1",
  kind: "reasoning",
  form: "full",
  step: 1,
  startedAt: 1000,
  endedAt: 2000,
  text: "Hm.",
  isCut: false,
};
const text: Part = { id: "p2", kind: "text", step: 1, startedAt: 2000, endedAt: 3000, text: "Yes." };
const cut: RunError = { code: "provider-cut", message: "The line broke.", suggestion: "Retry to ask again.", retryable: true };

function ended(status: EndStatus, parts: Part[], more: Partial<View> = {}): View {
  return { ...emptyView("run_1"), status, parts, startedAt: 1000, endedAt: 9400, reason: "stop", ...more };
}

describe("how a run ended", () => {
  it("is worth no word while it goes on or when it came to its end with an answer", () => {
    expect(endingOf({ ...emptyView("run_1"), status: "running" })).toBeNull();
    expect(endingOf(ended("completed", [thought, text]))).toBeNull();
    expect(endingOf(ended("completed", [text]))).toBeNull();
  });

  it("tells a failure, what is kept and what to do", () => {
    expect(endingOf(ended("failed", [thought], { error: cut }))).toEqual({
      kind: "failed",
      title: "Failed",
      sentence: "The line broke.",
      kept: "The thinking so far is kept.",
      suggestion: "Retry to ask again.",
    });
    expect(endingOf(ended("failed", []))).toMatchObject({ sentence: "The answer could not be completed.", kept: "" });
  });

  it("tells a restart from a shutdown", () => {
    const sentence = (reason: string) => endingOf(ended("interrupted", [thought, text], { reason }))?.sentence;
    expect(sentence("restart")).toBe("Aloud was restarted while this was being written.");
    expect(sentence("shutdown")).toBe("Aloud was stopped while this was being written.");
  });

  it.each([
    [[thought, text], "The thinking and the answer so far are kept."],
    [[text], "The answer so far is kept."],
    [[thought], "The thinking so far is kept."],
    [[], "Nothing had arrived yet."],
  ])("says what a stop left", (parts, kept) => {
    expect(endingOf(ended("stopped", parts))).toMatchObject({ title: "Stopped by you", sentence: "", kept });
  });

  it("says that the thinking used up the limit, and does not blame it where there was none", () => {
    const eaten = (parts: Part[], more: Partial<View> = {}) => endingOf(ended("completed", parts, { reason: "length", ...more }));
    expect(eaten([thought])).toMatchObject({
      kind: "eaten",
      sentence: "The thinking used up the whole output limit; no answer was written.",
      kept: "The thinking is kept.",
    });
    expect(eaten([thought], { outputLimit: 4096 })?.sentence).toContain("output limit of 4,096 tokens");
    expect(eaten([])?.sentence).toBe("The output limit was reached before any answer was written.");
    expect(eaten([], { usage: { ...unknownUsage, reasoning: 900 } })?.sentence).toContain("The thinking used up");
  });

  it("tells an answer that was cut from one that was not written", () => {
    expect(endingOf(ended("completed", [thought, text], { reason: "length" }))).toMatchObject({
      kind: "cut",
      sentence: "The answer reached the output limit.",
      suggestion: "Ask it to go on.",
    });
    expect(endingOf(ended("completed", [text], { reason: "content-filter" }))?.kind).toBe("cut");
  });

  it("says that a turn without an answer text has none, whether or not it thought", () => {
    expect(endingOf(ended("completed", [thought]))?.sentence).toBe("The model thought, but gave no answer text.");
    expect(endingOf(ended("completed", []))?.sentence).toBe("The model gave no answer text.");
  });

  it("begins the line of the message and the head of the panel with the same words", () => {
    const views = [
      ended("failed", [thought], { error: cut }),
      ended("interrupted", [thought]),
      ended("stopped", [thought]),
      ended("completed", [thought], { reason: "length" }),
    ];
    for (const view of views) {
      const title = endingOf(view)?.title ?? "";
      expect(endedWords(view)).toEqual({ lead: `${title} after 8.4 s`, detail: "1 step" });
      expect(title.startsWith(stateOf(view).word)).toBe(true);
    }
  });
});
