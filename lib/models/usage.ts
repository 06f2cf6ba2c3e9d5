/** Owns: token counts as any provider wrote them. Pure. The SDK's own figures put 0 where a provider said nothing. */
import { type Usage, unknownUsage } from "#lib/reasoning/event.ts";

/**
 * `raw` is the provider's usage object of any wire, undefined when there was none. `hasThought`: thinking was seen, so that a
 * count of zero for it is not a count.
 */
export function usageFrom(raw: unknown, hasThought: boolean): Usage {
  const outer = recordOf(raw);
  const usage = { ...outer, ...recordOf(recordOf(outer.x_groq).usage) };
  const { input, output, thought, cached } = read(usage);
  if (input === null && output === null) return unknownUsage;
  const isCount = thought !== null && (thought > 0 || !hasThought) && (output === null || thought <= output);
  const isPart = cached !== null && (input === null || cached <= input);
  return { input, output, reasoning: isCount ? thought : null, cached: isPart ? cached : null };
}

interface Counts {
  input: number | null;
  /** With the thoughts. */
  output: number | null;
  thought: number | null;
  cached: number | null;
}

function read(usage: Record<string, unknown>): Counts {
  if (has(usage, "promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount")) return readGemini(usage);
  if (has(usage, "prompt_eval_count", "eval_count")) return readOllama(usage);
  const isAnthropic =
    countAt(usage, "prompt_tokens") === null && has(usage, "cache_read_input_tokens", "cache_creation_input_tokens");
  return isAnthropic ? readAnthropic(usage) : readOpenAi(usage);
}

/** Both of OpenAI's wires, and all the servers that copy them. */
function readOpenAi(usage: Record<string, unknown>): Counts {
  const input = countAt(usage, "prompt_tokens") ?? countAt(usage, "input_tokens");
  const written = countAt(usage, "completion_tokens") ?? countAt(usage, "output_tokens");
  const inputDetails = recordOf(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const thought = thoughtIn(usage);
  const total = countAt(usage, "total_tokens");
  // Some servers count the reasoning beside the output; their total tells.
  const isBeside = thought !== null && thought > 0 && written !== null && total === (input ?? 0) + written + thought;
  const cached =
    countAt(inputDetails, "cached_tokens") ?? countAt(usage, "prompt_cache_hit_tokens") ?? countAt(usage, "cached_tokens");
  return { input, output: isBeside ? written + thought : written, thought, cached };
}

/** What was read from the cache and what was written to it stand beside the rest of the input. */
function readAnthropic(usage: Record<string, unknown>): Counts {
  const cached = countAt(usage, "cache_read_input_tokens");
  const input = sum(countAt(usage, "input_tokens"), countAt(usage, "cache_creation_input_tokens"), cached);
  return { input, output: countAt(usage, "output_tokens"), thought: thoughtIn(usage), cached };
}

/** Thoughts stand beside the candidates, and a page a tool fetched beside the prompt. A count of 0 is left out: the total tells. */
function readGemini(usage: Record<string, unknown>): Counts {
  const input = sum(countAt(usage, "promptTokenCount"), countAt(usage, "toolUsePromptTokenCount"));
  const candidates = countAt(usage, "candidatesTokenCount");
  const isAll = countAt(usage, "totalTokenCount") === (input ?? 0) + (candidates ?? 0);
  const thought = countAt(usage, "thoughtsTokenCount") ?? (isAll ? 0 : null);
  return { input, output: sum(candidates, thought), thought, cached: countAt(usage, "cachedContentTokenCount") };
}

function readOllama(usage: Record<string, unknown>): Counts {
  return { input: countAt(usage, "prompt_eval_count"), output: countAt(usage, "eval_count"), thought: null, cached: null };
}

function thoughtIn(usage: Record<string, unknown>): number | null {
  const details = recordOf(usage.completion_tokens_details ?? usage.output_tokens_details);
  return countAt(details, "reasoning_tokens") ?? countAt(details, "thinking_tokens") ?? countAt(usage, "reasoning_tokens");
}

/** Of the counts that are known; null when none is. */
function sum(...counts: (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length > 0 ? known.reduce((total, count) => total + count, 0) : null;
}

function has(usage: Record<string, unknown>, ...names: string[]): boolean {
  return names.some((name) => countAt(usage, name) !== null);
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function countAt(value: Record<string, unknown>, name: string): number | null {
  const count = value[name];
  return typeof count === "number" && Number.isFinite(count) && count >= 0 ? count : null;
}
