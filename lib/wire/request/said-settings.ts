import type { CallSettings } from "#lib/reasoning/brief.ts";

type Said = { [Name in keyof CallSettings]: CallSettings[Name] | null | undefined };

/** The settings of a request without those that it says nothing of. */
export function saidSettings(settings: Said): CallSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null && value !== undefined));
}
