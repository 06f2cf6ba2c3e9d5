/** Owns: stories for what chat completions clients are told, and telling them. */
import type { Exposure, ReasoningFormat } from "#lib/core/exposure.ts";
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { makeGate } from "#lib/reasoning/gate.ts";
import type { ChatDelta, ChatEnding } from "#lib/wire/chat/delta.ts";
import { makeProjection, type ProjectionOptions } from "#lib/wire/chat/projection.ts";
import { answer, begin, end, firstByte, stepEnd, stepStart, thought } from "./beats.ts";
import { type Beat, numbered, timed } from "./builders.ts";

export const chatRunId = `run_${"0".repeat(31)}1`;

const day = 24 * 60 * 60 * 1000;

/** A model that thinks, says a word and calls two tools of its client, whose results let it answer. The wait is the 22nd event. */
const clientToolBeats: Beat[] = [
  ...begin,
  ...stepStart(1),
  firstByte(),
  ...thought("p1", "I need both."),
  ...answer("p2", "Let me look."),
  [10, { type: "tool-call", partId: "p3", callId: "c1", name: "weather", args: { city: "Ulm" }, isClients: true }],
  [10, { type: "tool-call", partId: "p4", callId: "c2", name: "clock", args: {}, isClients: true }],
  ...stepEnd(1, "tool-calls"),
  [1, { type: "tool-handed", callId: "c1" }],
  [0, { type: "tool-handed", callId: "c2" }],
  [0, { type: "run-wait", until: day, for: "client" }],
  [900, { type: "tool-result", callId: "c1", result: "rain" }],
  [0, { type: "tool-error", callId: "c2", message: "It stopped." }],
  [1, { type: "run-resume" }],
  ...stepStart(2),
  firstByte(),
  ...thought("p5", "It rains."),
  ...answer("p6", "Take an umbrella."),
  ...stepEnd(2),
  ...end(),
];

export const clientToolStory: TimedDraft[] = timed(clientToolBeats);
/** The number of its wait. */
export const clientToolWait = clientToolStory.findIndex((draft) => draft.type === "run-wait") + 1;

export const callIdOf: ProjectionOptions["callIdOf"] = (_runId, partId) => `call_${partId}`;

/** The events of a story as they leave the house for this exposure. */
export function gated(drafts: readonly TimedDraft[], exposure: Exposure = "full"): RunEvent[] {
  const gate = makeGate(exposure);
  return numbered(drafts, chatRunId).flatMap((event) => gate(event) ?? []);
}

/** The events in the stretches that are one answer each. */
export function segments(events: readonly RunEvent[]): RunEvent[][] {
  const all: RunEvent[][] = [[]];
  for (const event of events) {
    all.at(-1)?.push(event);
    if (event.type === "run-wait" && event.for === "client") all.push([]);
  }
  return all;
}

export interface Told {
  deltas: ChatDelta[];
  ending: ChatEnding | null;
}

/** What a client is told of these events. */
export function tell(events: readonly RunEvent[], format: ReasoningFormat = "reasoning_content"): Told {
  const projection = makeProjection({ format, callIdOf });
  const deltas = events.flatMap((event) => projection.push(event));
  return { deltas, ending: projection.ending() };
}
