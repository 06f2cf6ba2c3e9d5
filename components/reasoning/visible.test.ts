import { describe, expect, it } from "vitest";
import type { ReasoningForm } from "#lib/reasoning/event.ts";
import { emptyView, type ReasoningPart, type View } from "#lib/reasoning/view.ts";
import { aUsage } from "#lib/testing/builders.ts";
import { aboutTokens, visibleOf } from "./visible.ts";

const sentence = "The first is a little cheaper than the second, which is what was asked. ";

function thought(form: ReasoningForm, text: string): ReasoningPart {
  return { kind: "reasoning", id: form, step: 1, startedAt: 0, endedAt: 1, form, text, isCut: false };
}

function view(parts: ReasoningPart[], reasoning: number | null, over: Partial<View> = {}): View {
  const usage = aUsage({ reasoning });
  const step = {
    step: 1,
    startedAt: 0,
    endedAt: 9,
    firstByteAt: null,
    effortSent: null,
    sentBack: null,
    finish: "stop" as const,
  };
  return { ...emptyView("run_1"), status: "completed", parts, usage, steps: [{ ...step, usage }], ...over };
}

const words = (...all: Parameters<typeof view>) => visibleOf(view(...all)).words;

describe("what can be read of the thinking, beside what was billed", () => {
  it("is the full text where every thought came in full, and no estimate is needed", () => {
    expect(words([thought("full", sentence)], 1204)).toBe("full text");
    expect(words([thought("full", sentence)], null)).toBe("full text");
  });

  it("is about so much of what was billed where a provider sends a summary", () => {
    expect(words([thought("summary", sentence.repeat(17))], 1204)).toBe("summary · about 310 of 1,204 tokens");
    expect(words([thought("summary", sentence.repeat(17))], null)).toBe("summary · about 310 tokens");
  });

  it("is nothing of what was billed where nothing was sent", () => {
    expect(words([thought("sealed", "")], 1204)).toBe("sealed · nothing of 1,204 tokens");
    expect(words([thought("sealed", "")], null)).toBe("sealed");
    expect(words([], 1204)).toBe("hidden · nothing of 1,204 tokens");
  });

  it("counts the kinds where there are several", () => {
    const parts = [thought("full", sentence.repeat(2)), thought("sealed", ""), thought("redacted", ""), thought("sealed", "")];
    expect(words(parts, null)).toBe("1 in full, 2 sealed, 1 redacted · about 36 tokens");
  });

  it("says that there was no thinking only when the run has ended and none was billed", () => {
    expect(words([], 0)).toBe("no thinking");
    expect(words([], null)).toBe("no thinking");
    expect(words([], null, { status: "running" })).toBe("–");
  });

  it("tells no share while the run goes on", () => {
    expect(words([thought("summary", sentence)], null, { status: "running" })).toBe("summary");
  });

  it("is silent where the estimate would be larger than the count, or the rule does not hold", () => {
    expect(words([thought("summary", sentence.repeat(17))], 200)).toBe("summary");
    expect(words([thought("summary", "思考中。還有一些文字需要檢查。".repeat(30))], 1204)).toBe("summary");
    expect(aboutTokens("Short.")).toBeNull();
  });

  it("never gives an estimate more than two figures", () => {
    for (const times of [2, 7, 33, 410, 5000]) {
      const tokens = aboutTokens(sentence.repeat(times)) ?? 0;
      expect(String(tokens)).toMatch(/^[1-9]\d?0*$/);
      expect(Math.abs(tokens - (sentence.length * times) / 4) / tokens).toBeLessThan(0.06);
    }
  });
});
