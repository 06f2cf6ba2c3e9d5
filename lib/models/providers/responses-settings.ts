/** Owns: what may be set of a model call, as a Responses request says it. Pure. */
import type { CallSettings } from "#lib/reasoning/brief.ts";
import { type LeftOut, leaveOut, type SettingName } from "../call-settings.ts";

const unknown: readonly SettingName[] = ["presencePenalty", "frequencyPenalty", "seed", "stop"];

/** Seeds are known to some servers of this format only. */
export function responsesLeavesOut(settings: CallSettings, { takesSeed }: { takesSeed: boolean }): LeftOut[] {
  return leaveOut(settings, takesSeed ? unknown.filter((name) => name !== "seed") : unknown, "no-word");
}

export function responsesSettings(settings: CallSettings, hasTools: boolean): object {
  const { temperature, topP, seed, toolChoice, parallelToolCalls, responseFormat } = settings;
  const isNamed = typeof toolChoice === "object";
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(seed !== undefined && { seed }),
    ...(hasTools && toolChoice !== undefined && { tool_choice: isNamed ? { type: "function", ...toolChoice } : toolChoice }),
    ...(hasTools && parallelToolCalls !== undefined && { parallel_tool_calls: parallelToolCalls }),
    ...(responseFormat !== undefined && { text: { format: formatOf(responseFormat) } }),
  };
}

function formatOf(format: NonNullable<CallSettings["responseFormat"]>): object {
  if (format.type === "json-object") return { type: "json_object" };
  const { name, schema, strict } = format;
  return { type: "json_schema", name, schema, ...(strict !== undefined && { strict }) };
}
