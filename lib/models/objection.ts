/** Owns: what in a refused request its provider would do without, from the provider's own words. Pure. */
import type { Facts } from "./error-facts.ts";

export type Objection = "effort" | "summary" | "seal" | "budget";

/** The first that fits counts: an objection to a seal or a budget names thinking too. */
const patterns: readonly (readonly [RegExp, Objection])[] = [
  // A turn of tools that began without a thought goes on without one.
  [/expected `thinking`/, "budget"],
  [
    /encrypted[_ ]content|(?<!missing a )thought[_ ]?signature|(invalid|expired).{0,40}signature|signature.{0,80}(invalid|not valid|expired)/,
    "seal",
  ],
  [/redacted_thinking|thinking.{0,80}cannot be modified|thinking_blocks|reasoning_details/, "seal"],
  [/\bitem\b.{0,120}(\brs_|type 'reasoning')/, "seal"],
  [/reasoning[._ ]?summar|generate_summary|include_?thoughts|thinking.{0,40}display/, "summary"],
  [/budget.{0,80}(must|greater|less|least|range|between|invalid)|max_?(output_?|completion_?)?tokens/, "budget"],
  [/reasoning[._ ]?effort|output_config|(thinking|reasoning)[ ._]?(level|budget|config|type|format|control|split)/, "effort"],
  [/(include|separate|preserve|enable)_(reasoning|thinking)|chat_template_kwargs|prompt_mode|adaptive thinking/, "effort"],
  [
    /(?=.*(unsupported|not support|unknown|unrecognized|unexpected|extra|not (allowed|permitted|enabled)|invalid))(?=.*\b(reasoning|thinking|think|effort)\b)/,
    "effort",
  ],
];

/** Null: it objects to something else, or it is no refusal. */
export function objectionIn({ status, code, param, message }: Facts): Objection | null {
  if (status !== 400 && status !== 422) return null;
  const text = `${code} ${param} ${message}`.toLowerCase().replaceAll(/\s+/g, " ");
  return patterns.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
