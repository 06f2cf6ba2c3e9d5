/** Owns: what the models behind an issuer turned out to object to, for as long as this process lives. */
import { remember } from "#lib/core/remember.ts";
import { mustCall, namesIn, settingKey } from "./call-settings.ts";
import type { Failure } from "./failures.ts";
import type { StepRequest } from "./retry.ts";

/** Settings come from outside, with any values. */
const mostSettings = 500;

export interface Objections {
  /** In the provider's words: what it did not take; it may take another. */
  efforts: Set<string>;
  summary: boolean;
  /** The tools it did not take, by name; others may fare better. */
  tools: string | null;
  /** By `settingKey`. */
  settings: Set<string>;
  /** It may not think where it must call a tool. */
  forcedThought: boolean;
}

export function objections(issuer: string): Objections {
  const known = remember("models.objections", () => new Map<string, Objections>());
  const entry = known.get(issuer) ?? {
    efforts: new Set<string>(),
    summary: false,
    tools: null,
    settings: new Set<string>(),
    forcedThought: false,
  };
  known.set(issuer, entry);
  return entry;
}

/** From a refusal of `request`; `toolNames`: of the tools that it declared. */
export function learn(
  known: Objections,
  { about, isForcedThought, settings: refused }: Failure,
  { extras: { effort }, settings }: StepRequest,
  toolNames: string,
): void {
  if (isForcedThought && mustCall(settings)) {
    known.forcedThought = true;
    return;
  }
  const names = namesIn(settings).filter((name) => refused.includes(name));
  if (known.settings.size >= mostSettings) known.settings.clear();
  for (const name of names) known.settings.add(settingKey(name, settings, effort));
  if (names.length > 0) return;
  if (about === "effort" && effort !== null) known.efforts.add(effort);
  known.summary ||= about === "summary";
  if (about === "tools") known.tools = toolNames;
}
