/** Owns: what may be set of a model call, as Anthropic's Messages format says it. Pure. */
import type { CallSettings } from "#lib/reasoning/brief.ts";
import { type LeftOut, leaveOut } from "../call-settings.ts";
import type { AnthropicFamily } from "./anthropic-models.ts";
import { closedSchema } from "./json-schema.ts";

/** The least that Claude takes beside thinking. */
const leastTopP = 0.95;

export function anthropicLeavesOut(
  { isClaude, thinking, efforts, takesSchemas }: AnthropicFamily,
  settings: CallSettings,
  effort: string | null,
): LeftOut[] {
  const { temperature, topP, responseFormat } = settings;
  const thinks = effort === null ? thinking === "adaptive" && !efforts.includes("off") : effort !== "disabled";
  const isBound = isClaude === true && thinks;
  const isIdle = { temperature: isBound && temperature !== 1, topP: isBound && (topP ?? 1) < leastTopP };
  const isDoubled = isClaude === true && temperature !== undefined && !isIdle.temperature && !isIdle.topP;
  return [
    ...leaveOut(settings, ["presencePenalty", "frequencyPenalty", "seed"], "no-word"),
    ...(responseFormat?.type === "json-object" ? leaveOut(settings, ["responseFormat"], "no-word") : []),
    ...(responseFormat?.type === "json-schema" && !takesSchemas ? leaveOut(settings, ["responseFormat"], "not-taken") : []),
    ...(isIdle.temperature ? leaveOut(settings, ["temperature"], "thinking") : []),
    ...(isIdle.topP ? leaveOut(settings, ["topP"], "thinking") : []),
    // It takes one of the two.
    ...(isDoubled ? leaveOut(settings, ["topP"], "not-taken") : []),
  ];
}

export function anthropicSampling({ temperature, topP, stop }: CallSettings): object {
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(stop !== undefined && { stop_sequences: stop }),
  };
}

/** Empty: nothing is said about the choice of tools. */
export function anthropicToolChoice({ toolChoice, parallelToolCalls }: CallSettings): object {
  const alone = parallelToolCalls === undefined ? {} : { disable_parallel_tool_use: !parallelToolCalls };
  if (toolChoice === undefined) return parallelToolCalls === undefined ? {} : { tool_choice: { type: "auto", ...alone } };
  if (toolChoice === "none") return { tool_choice: { type: "none" } };
  if (typeof toolChoice === "object") return { tool_choice: { type: "tool", name: toolChoice.name, ...alone } };
  return { tool_choice: { type: toolChoice === "required" ? "any" : "auto", ...alone } };
}

/** For `output_config`. */
export function anthropicFormat({ responseFormat }: CallSettings): object {
  if (responseFormat?.type !== "json-schema") return {};
  return { format: { type: "json_schema", schema: closedSchema(responseFormat.schema) } };
}
