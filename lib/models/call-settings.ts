/** Owns: what whoever asks may set of a model call: which of it goes into a request, and in what words the rest is told. Pure. */
import type { CallSettings } from "#lib/reasoning/brief.ts";

export type SettingName = keyof CallSettings;

/** A setting that a request does not say. `thinking`: the model takes it only where it does not think. */
export interface LeftOut {
  name: SettingName;
  why: "no-word" | "thinking" | "not-taken";
}

/** As the programs that ask call them. */
const words: Readonly<Record<SettingName, string>> = {
  temperature: "temperature",
  topP: "top_p",
  presencePenalty: "presence_penalty",
  frequencyPenalty: "frequency_penalty",
  seed: "seed",
  stop: "stop",
  toolChoice: "tool_choice",
  parallelToolCalls: "parallel_tool_calls",
  responseFormat: "response_format",
};
export const settingNames = Object.keys(words) as SettingName[];

const reasons: Readonly<Record<LeftOut["why"], string>> = {
  "no-word": "The provider has no setting for:",
  thinking: "This model does not take while it thinks:",
  "not-taken": "This model does not take:",
};

export function namesIn(settings: CallSettings): SettingName[] {
  return settingNames.filter((name) => settings[name] !== undefined);
}

export function withoutSettings(settings: CallSettings, names: readonly SettingName[]): CallSettings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.some((one) => one === name)));
}

/** Those of `names` that are set, with the reason for leaving them out. */
export function leaveOut(settings: CallSettings, names: readonly SettingName[], why: LeftOut["why"]): LeftOut[] {
  return namesIn(settings).flatMap((name) => (names.includes(name) ? [{ name, why }] : []));
}

/** Whether a model is made to call a tool. */
export function mustCall({ toolChoice }: CallSettings): boolean {
  return toolChoice === "required" || typeof toolChoice === "object";
}

/** Equal for settings that a model which refuses one refuses again: beside an effort, a value where values are few. */
export function settingKey(name: SettingName, settings: CallSettings, effort: string | null): string {
  const value = settings[name];
  const kind = typeof value === "object" ? ("type" in value ? value.type : "") : String(value);
  return `${name} ${kind} beside ${effort}`;
}

/** One sentence a reason; empty when there is nothing to tell. */
export function leftOutText(leftOut: readonly LeftOut[], settings: CallSettings): string {
  const told = leftOut.filter(({ name }) => !isUsual(name, settings));
  const groups = Map.groupBy(told, ({ why }) => why);
  return [...groups].map(([why, list]) => `${reasons[why]} ${settingWords(list.map(({ name }) => name))}.`).join(" ");
}

export function settingWords(names: readonly SettingName[]): string {
  return names.map((name) => words[name]).join(", ");
}

/** What happens all the same where nobody says it; a choice of no tools is kept by declaring none. */
function isUsual(name: SettingName, { toolChoice, parallelToolCalls }: CallSettings): boolean {
  if (name === "toolChoice") return toolChoice === "auto" || toolChoice === "none";
  return name === "parallelToolCalls" && parallelToolCalls === true;
}
