/** Owns: which settings a provider refuses, from its own words. Pure. */
import type { SettingName } from "./call-settings.ts";
import type { Facts } from "./error-facts.ts";

const patterns: readonly (readonly [RegExp, readonly SettingName[]])[] = [
  [/\btemperature\b/, ["temperature"]],
  [/\btop_?p\b/, ["topP"]],
  [/presence_?penalty/, ["presencePenalty"]],
  [/frequency_?penalty/, ["frequencyPenalty"]],
  [/\bpenalty is not/, ["presencePenalty", "frequencyPenalty"]],
  [/\b(random_)?seed\b(?!-)/, ["seed"]],
  [/\bstop_?sequences?\b|['"`]stop['"`]|\bstop (parameter|field|argument)|^\S* stop /, ["stop"]],
  [/parallel_?tool_?(calls?|use)/, ["parallelToolCalls"]],
  [/(?<!auto\W{1,3})\btool[_ ]?choice\b|function_?calling_?config/, ["toolChoice"]],
  [
    /response[_ ]?format|response[_ ]?mime[_ ]?type|response_?(json_?)?schema|\bjson[_ ](mode|schema)\b|output_(config\.)?format|text\.format|structured[_ ]outputs?/,
    ["responseFormat"],
  ],
];

const refusal =
  /unsupported|not (currently )?support|unavailable|not (be )?(enabled|available|allowed|permitted)|unknown|unrecognized|unexpected|\bextra\b|does not (take|accept)|deprecated|incompatible|no endpoints found/;
/** A value that is out of range, or not to be had beside another one. */
const limits = /\bonly\b|\bmust\b|cannot|range|between|(less|greater) than|invalid|may not|should be|default/;
/** What is wrong with it is for whoever asked to put right. */
const faults = /invalid schema|must contain the word/;

const forcedThought = /thinking.{0,120}tool[_ ]?choice|tool[_ ]?choice.{0,120}thinking|forced? tool use.{0,80}thinking/;

/** Empty: it objects to something else, or it is no refusal. */
export function refusedSettings({ status, code, param, message }: Facts): SettingName[] {
  if (status === null || ![400, 404, 422, 500, 501].includes(status)) return [];
  const text = plain(`${code} ${param} ${message}`);
  const isRefusal = refusal.test(text);
  if (faults.test(text) || (!isRefusal && (status >= 500 || !limits.test(text)))) return [];
  const named = (where: string) => patterns.flatMap(([pattern, names]) => (pattern.test(where) ? names : []));
  const byParam = param === "" ? [] : named(plain(` ${param} `));
  const names = byParam.length > 0 ? byParam : named(text);
  // Of two that exclude each other one can stay.
  if (/cannot both/.test(text) && names.includes("temperature") && names.includes("topP")) return ["topP"];
  return isRefusal ? names : names.filter((name) => name !== "responseFormat");
}

/** Whether the model may not think where it must call a tool. */
export function isAboutForcedThought({ status, message }: Facts): boolean {
  return (status === 400 || status === 422) && forcedThought.test(plain(message));
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, " ");
}
