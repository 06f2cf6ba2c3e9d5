import { describe, expect, it } from "vitest";
import type { EndStatus, RunError } from "#lib/reasoning/event.ts";
import { emptyView, type Part, type View } from "#lib/reasoning/view.ts";
import { endingOf } from "./ending.ts";

const thought: Part = { id: "p1", kind: "reasoning", form: "full", step: 1, startedAt: 1000, endedAt: 2000, text: "Hm." };
const text: Part = { id: "p2", kind: "text", step: 1, startedAt: 2000, endedAt: 3000, text: "Yes." };
const cut: RunError = { code: "provider-cut", message: "The line broke.", suggestion: "Retry to ask again.", retryable: true };

function ended(status: EndStatus, parts: Part[], more: Partial<View> = {}): View {
  return { ...emptyView("run_1"), status, parts, startedAt: 1000, endedAt: 9400, reason: "stop", ...more };
}

describe("the words under an answer", () => {
  it("are none while it goes on or when it simply ended well", () => {
    expect(endingOf({ ...emptyView("run_1"), status: "running" })).toBeNull();
    expect(endingOf(ended("completed", [thought, text]))).toBeNull();
  });

  it("say that a turn with only thinking has no answer text, and offer to ask again", () => {
    expect(endingOf(ended("completed", [thought]))).toMatchObject({
      sentence: "The model thought, but gave no answer text.",
      isTrouble: false,
      canRetry: true,
    });
  });

  it("name the limit when thinking used it up", () => {
    expect(endingOf(ended("completed", [thought], { reason: "length" }))).toMatchObject({
      sentence: "The answer reached the model's length limit.",
      detail: "The limit went on thinking. Retry with a lower effort.",
    });
  });

  it.each([
    [[thought, text], "The thinking and the answer so far are kept."],
    [[text], "The answer so far is kept."],
    [[thought], "The thinking so far is kept; there is no answer text."],
  ])("say what a stop left", (parts, sentence) => {
    expect(endingOf(ended("stopped", parts))).toMatchObject({ sentence, isTrouble: false });
  });

  it("tell a failure, what is kept and what to do", () => {
    expect(endingOf(ended("failed", [thought], { error: cut }))).toEqual({
      sentence: "The line broke.",
      detail: "The thinking so far is kept; there is no answer text. Retry to ask again.",
      isTrouble: true,
      canRetry: true,
    });
  });

  it("tell an interruption from a failure, with its time", () => {
    expect(endingOf(ended("interrupted", [thought, text], { reason: "restart" }))).toMatchObject({
      sentence: "Interrupted after 8.4 s: Aloud was restarted.",
      detail: "The thinking and the answer so far are kept.",
    });
  });
});
