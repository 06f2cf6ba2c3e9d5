/** Owns: what the model calls of a run come to together. Pure. */
import type { RunError } from "#lib/reasoning/event.ts";
import { sumUsage } from "#lib/reasoning/usage.ts";
import type { Step } from "#lib/reasoning/view.ts";
import type { Outcome } from "./verdict.ts";

/** How the last of these model calls ended, with the usage of all; null when there was none. */
export function outcomeOf(calls: readonly Pick<Step, "finish" | "usage">[], error: RunError | null): Outcome | null {
  const last = calls.at(-1);
  if (last === undefined) return null;
  const usages = calls.map(({ usage }) => usage);
  const inputs = usages.flatMap(({ input }) => (input === null ? [] : [input]));
  const largestInput = inputs.length < usages.length ? null : Math.max(...inputs);
  return { finish: last.finish ?? "aborted", error, usage: sumUsage(usages), largestInput };
}
