import type { RunEvent } from "./event.ts";

/** The event as it may leave the house. Seals stay inside; whoever asks, over whichever protocol, gets events from here. */
export function publicEvent(event: RunEvent): RunEvent {
  if (!("seal" in event)) return event;
  const { seal: _kept, ...shown } = event;
  return shown;
}
