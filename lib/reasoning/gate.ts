/**
 * Owns: the one gate through which events and Views leave the house, whoever asks, over whichever protocol. Seals and what a client
 * had to say beside its question stay inside always; thoughts as far as the reader may see them.
 */
import type { Exposure } from "#lib/core/exposure.ts";
import type { RunEvent } from "./event.ts";
import type { Part, View } from "./view.ts";

/** The event as our own page may see it. */
export function publicEvent(event: RunEvent): RunEvent {
  if ("brief" in event) {
    const { brief: _inside, ...shown } = event;
    return publicEvent(shown);
  }
  if (!("seal" in event)) return event;
  const { seal: _kept, ...shown } = event;
  return shown;
}

/** Null: the event does not leave. What is left keeps its number. */
export type Gate = (event: RunEvent) => RunEvent | null;

/**
 * A gate for one reading of one run. Whether a word may pass is known from how its thought began, so a reading that does not begin with
 * the first event brings `begun`, the parts of what was before it; a thought of which nothing is known stays inside.
 */
export function makeGate(exposure: Exposure, begun: readonly Part[] = []): Gate {
  const shown = new Set(begun.flatMap((part) => (part.kind === "reasoning" && mayShow(exposure, part.form) ? [part.id] : [])));
  const isHidden = (event: RunEvent): boolean => {
    switch (event.type) {
      case "reasoning-start":
        if (mayShow(exposure, event.form)) shown.add(event.partId);
        return !shown.has(event.partId);
      case "reasoning-delta":
      case "reasoning-end":
        return !shown.has(event.partId);
      case "sent-back":
        return exposure !== "full";
      default:
        return false;
    }
  };
  return (event) => (isHidden(event) ? null : publicEvent(event));
}

function mayShow(exposure: Exposure, form: string): boolean {
  return exposure === "full" || (exposure === "summary" && form === "summary");
}

/** The View without the thoughts that may not be seen. */
export function exposedView(view: View, exposure: Exposure): View {
  if (exposure === "full") return view;
  const parts = view.parts.filter((part) => part.kind !== "reasoning" || mayShow(exposure, part.form));
  return { ...view, parts, steps: view.steps.map((step) => ({ ...step, sentBack: null })) };
}
