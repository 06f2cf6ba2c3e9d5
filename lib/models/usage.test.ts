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
    [
      "Anthropic",
      {
        input_tokens: 12,
        cache_creation_input_tokens: 100,
        cache_read_input_tokens: 900,
        output_tokens: 50,
        output_tokens_details: { thinking_tokens: 30 },
      },
      { input: 1012, output: 50, reasoning: 30, cached: 900 },
    ],
    [
      "Anthropic without a cache",
      { input_tokens: 12, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 50 },
      { input: 12, output: 50, reasoning: null, cached: 0 },
    ],
    [
      "Anthropic behind a gateway that speaks chat, which counts the cache in",
      { prompt_tokens: 1012, completion_tokens: 50, cache_read_input_tokens: 900, prompt_tokens_details: { cached_tokens: 900 } },
      { input: 1012, output: 50, reasoning: null, cached: 900 },
    ],
    [
      "Gemini, whose thoughts stand beside the candidates",
      {
        promptTokenCount: 10,
        candidatesTokenCount: 20,
        thoughtsTokenCount: 300,
        cachedContentTokenCount: 4,
        toolUsePromptTokenCount: 5,
        totalTokenCount: 335,
      },
      { input: 15, output: 320, reasoning: 300, cached: 4 },
    ],
    [
      "Gemini cut while it thought",
      { promptTokenCount: 10, thoughtsTokenCount: 300, totalTokenCount: 310 },
      { input: 10, output: 300, reasoning: 300, cached: null },
    ],
    ["Ollama", { prompt_eval_count: 26, eval_count: 298 }, { input: 26, output: 298, reasoning: null, cached: null }],
    [
      "Groq, apart from the chunk's own field",
      {
        x_groq: {
          id: "req_1",
          usage: { prompt_tokens: 7, completion_tokens: 9, completion_tokens_details: { reasoning_tokens: 5 } },
        },
      },
      { input: 7, output: 9, reasoning: 5, cached: null },
    ],
    [
      "DeepSeek",
      { prompt_tokens: 7, completion_tokens: 9, prompt_cache_hit_tokens: 4, completion_tokens_details: { reasoning_tokens: 5 } },
      { input: 7, output: 9, reasoning: 5, cached: 4 },
    ],
    [
      "a server that counts reasoning at the top",
      { prompt_tokens: 7, completion_tokens: 9, reasoning_tokens: 5, prompt_tokens_details: null },
      { input: 7, output: 9, reasoning: 5, cached: null },
    ],
    [
      "more cache than input",
      { prompt_tokens: 7, completion_tokens: 9, cached_tokens: 70 },
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
