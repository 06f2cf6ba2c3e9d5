import { describe, expect, it } from "vitest";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { usageFrom } from "./usage.ts";

describe("usage", () => {
  it.each([
    ["nothing", undefined, unknownUsage],
    ["no figures", { total_tokens: "many" }, unknownUsage],
    ["chat", { prompt_tokens: 7, completion_tokens: 9 }, { input: 7, output: 9, reasoning: null, cached: null }],
    ["only output", { completion_tokens: 9 }, { input: null, output: 9, reasoning: null, cached: null }],
    [
      "responses",
      {
        input_tokens: 7,
        input_tokens_details: { cached_tokens: 3 },
        output_tokens: 9,
        output_tokens_details: { reasoning_tokens: 4 },
      },
      { input: 7, output: 9, reasoning: 4, cached: 3 },
    ],
    [
      "reasoning counted beside the output",
      { prompt_tokens: 7, completion_tokens: 9, total_tokens: 36, completion_tokens_details: { reasoning_tokens: 20 } },
      { input: 7, output: 29, reasoning: 20, cached: null },
    ],
    [
      "more reasoning than output",
      { prompt_tokens: 7, completion_tokens: 9, completion_tokens_details: { reasoning_tokens: 20 } },
      { input: 7, output: 9, reasoning: null, cached: null },
    ],
    ["a negative count", { prompt_tokens: -1, completion_tokens: 9 }, { input: null, output: 9, reasoning: null, cached: null }],
  ])("of %s is what was said", (_, raw, expected) => {
    expect(usageFrom(raw, true)).toEqual(expected);
  });

  it("does not take a zero for a count of thoughts that were seen", () => {
    const raw = { prompt_tokens: 7, completion_tokens: 9, completion_tokens_details: { reasoning_tokens: 0 } };
    expect(usageFrom(raw, true).reasoning).toBeNull();
    expect(usageFrom(raw, false).reasoning).toBe(0);
  });
});
