/** Owns: what may be set of a model call, as a chat completions request says it. Pure. */
import type { CallSettings } from "#lib/reasoning/brief.ts";
import { type LeftOut, leaveOut, type SettingName } from "../call-settings.ts";

/** In what servers differ. */
export interface ChatSettingsForm {
  /** Absent: `seed`. */
  seedField?: string;
  /** For these the server has no word. */
  unknown?: readonly SettingName[];
  /** These change nothing while the model thinks. */
  idle?: readonly SettingName[];
  /** JSON can be asked for, but not of which shape. */
  hasNoSchemas?: true;
}

export function chatSettings(settings: CallSettings, hasTools: boolean, { seedField = "seed" }: ChatSettingsForm): object {
  const { temperature, topP, presencePenalty, frequencyPenalty, seed, stop, responseFormat } = settings;
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(presencePenalty !== undefined && { presence_penalty: presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequency_penalty: frequencyPenalty }),
    ...(seed !== undefined && { [seedField]: seed }),
    ...(stop !== undefined && { stop }),
    ...(hasTools && toolFields(settings)),
    ...(responseFormat !== undefined && { response_format: formatOf(responseFormat) }),
  };
}

export function chatLeavesOut(settings: CallSettings, form: ChatSettingsForm, isThinking: boolean): LeftOut[] {
  const { unknown = [], idle = [], hasNoSchemas } = form;
  const isShaped = settings.responseFormat?.type === "json-schema";
  return [
    ...leaveOut(settings, unknown, "no-word"),
    ...(hasNoSchemas && isShaped ? leaveOut(settings, ["responseFormat"], "no-word") : []),
    ...(isThinking ? leaveOut(settings, idle, "thinking") : []),
  ];
}

function toolFields({ toolChoice, parallelToolCalls }: CallSettings): object {
  const isNamed = typeof toolChoice === "object";
  return {
    ...(toolChoice !== undefined && {
      tool_choice: isNamed ? { type: "function", function: { name: toolChoice.name } } : toolChoice,
    }),
    ...(parallelToolCalls !== undefined && { parallel_tool_calls: parallelToolCalls }),
  };
}

function formatOf(format: NonNullable<CallSettings["responseFormat"]>): object {
  if (format.type === "json-object") return { type: "json_object" };
  const { name, schema, strict } = format;
  return { type: "json_schema", json_schema: { name, schema, ...(strict !== undefined && { strict }) } };
}
