/** Owns: what of a call's settings means something to a model that works by rules: whether, and how many side by side, tools are called. */
import { type LeftOut, leaveOut, mustCall, settingNames } from "#lib/models/call-settings.ts";
import type { CallSettings } from "#lib/reasoning/brief.ts";

export function builtinLeavesOut(settings: CallSettings): LeftOut[] {
  const meant = mustCall(settings) ? ["parallelToolCalls"] : ["parallelToolCalls", "toolChoice"];
  return leaveOut(
    settings,
    settingNames.filter((name) => !meant.includes(name)),
    "no-word",
  );
}
