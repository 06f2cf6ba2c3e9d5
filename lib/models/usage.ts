/** Owns: token counts as the provider wrote them. Pure. The SDK's own figures put 0 where a provider said nothing. */
import { type Usage, unknownUsage } from "#lib/reasoning/event.ts";

/**
 * `raw` is the provider's usage object of either wire, undefined when there was none. `hasThought`: reasoning text was
 * seen, so that a count of zero for it is not a count.
 */
export function usageFrom(raw: unknown, hasThought: boolean): Usage {
  const usage = recordOf(raw);
  const input = countAt(usage, "prompt_tokens") ?? countAt(usage, "input_tokens");
  const written = countAt(usage, "completion_tokens") ?? countAt(usage, "output_tokens");
  if (input === null && written === null) return unknownUsage;
  const outputDetails = recordOf(usage.completion_tokens_details ?? usage.output_tokens_details);
  const inputDetails = recordOf(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const thought = countAt(outputDetails, "reasoning_tokens");
  const total = countAt(usage, "total_tokens");
  // Some servers count the reasoning beside the output; their total tells.
  const isBeside =
    thought !== null && total !== null && written !== null && thought > 0 && total === (input ?? 0) + written + thought;
  const output = isBeside && written !== null ? written + thought : written;
  const isCount = thought !== null && (thought > 0 || !hasThought) && (output === null || thought <= output);
  return { input, output, reasoning: isCount ? thought : null, cached: countAt(inputDetails, "cached_tokens") };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function countAt(value: Record<string, unknown>, name: string): number | null {
  const count = value[name];
  return typeof count === "number" && Number.isFinite(count) && count >= 0 ? count : null;
}
