/** Owns: what may be set of a model call, as Gemini's own format says it. Pure. */
import type { CallSettings } from "#lib/reasoning/brief.ts";
import { type LeftOut, leaveOut } from "../call-settings.ts";
import { schemaWithoutConstants } from "./json-schema.ts";

export function googleLeavesOut(settings: CallSettings): LeftOut[] {
  return leaveOut(settings, ["parallelToolCalls"], "no-word");
}

export function googleSettings(settings: CallSettings, hasTools: boolean): Record<string, object> {
  const { temperature, topP, presencePenalty, frequencyPenalty, seed, stop, toolChoice, responseFormat } = settings;
  const generationConfig = {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(presencePenalty !== undefined && { presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty }),
    ...(seed !== undefined && { seed }),
    ...(stop !== undefined && { stopSequences: stop }),
    ...(responseFormat !== undefined && { responseMimeType: "application/json" }),
    ...(responseFormat?.type === "json-schema" && { responseJsonSchema: schemaWithoutConstants(responseFormat.schema) }),
  };
  return {
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
    ...(hasTools && toolChoice !== undefined && { toolConfig: { functionCallingConfig: callingConfig(toolChoice) } }),
  };
}

function callingConfig(choice: NonNullable<CallSettings["toolChoice"]>): object {
  if (typeof choice === "object") return { mode: "ANY", allowedFunctionNames: [choice.name] };
  return { mode: { auto: "AUTO", none: "NONE", required: "ANY" }[choice] };
}
