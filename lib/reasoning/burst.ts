/**
 * Owns: telling a thought that landed whole after a wait from one that was watched as it grew. Of the former, its own
 * milliseconds say nothing about the thinking. Pure.
 */
import type { Part, ReasoningPart, View } from "./view.ts";

const leastWaitMs = 1_000;
const leastLength = 200;
/** A thought without text that lasted longer than this was seen to begin. */
const mostBlinkMs = 100;
/**
 * Characters a second above which nobody writes. The fastest hosts write a model's own text at about 12,000; summaries come
 * at the pace of the model that makes them.
 */
const implausibleRate: Record<ReasoningPart["form"], number> = { full: 20_000, summary: 2_000, sealed: 2_000, redacted: 2_000 };

/** Whether the thought came whole, waited for since `waitedFrom` with no sign of it. An open one is not judged. */
export function arrivedAtOnce(part: ReasoningPart, waitedFrom: number): boolean {
  return part.startedAt - waitedFrom >= leastWaitMs && isInstant(part) && (part.text === "" || part.text.length >= leastLength);
}

/** Thoughts that arrived at once -> since when they were waited for. Those that came in one burst share one wait. */
export function burstsOf(view: View): ReadonlyMap<string, number> {
  const bursts = new Map<string, number>();
  const starts = new Map(view.steps.map((step) => [step.step, step.startedAt]));
  let step: number | null = null;
  let lastAt = 0;
  /** The wait that the thought before ended. */
  let waitedFrom: number | null = null;
  for (const part of view.parts) {
    if (part.step !== step) {
      step = part.step;
      lastAt = starts.get(step) ?? part.startedAt;
      waitedFrom = null;
    }
    if (part.kind === "reasoning") {
      const isSameBurst = waitedFrom !== null && part.startedAt - lastAt < leastWaitMs && isInstant(part);
      if (!isSameBurst) waitedFrom = arrivedAtOnce(part, lastAt) ? lastAt : null;
      if (waitedFrom !== null) bursts.set(part.id, waitedFrom);
    } else waitedFrom = null;
    lastAt = Math.max(lastAt, lastSignOf(part));
  }
  return bursts;
}

function isInstant({ startedAt, endedAt, text, form }: ReasoningPart): boolean {
  if (endedAt === null) return false;
  const ms = endedAt - startedAt;
  return text === "" ? ms < mostBlinkMs : text.length * 1000 > ms * implausibleRate[form];
}

/** A wait between attempts is one for us, not for a thought. */
function lastSignOf(part: Part): number {
  const pauseMs = part.kind === "status" ? Number(part.status.details?.delayMs ?? 0) : 0;
  return (part.endedAt ?? part.startedAt) + pauseMs;
}
