/**
 * Owns: the few moments of a run that are worth a word to whoever waits for it. Pure, derived from the View.
 * Does not own: what a screen reader is told (`lib/client/milestones.ts`), where time went (`spans.ts`).
 */
import { isImporting, ownParts, ownSteps } from "./imported.ts";
import { info, type Milestone } from "./milestone.ts";
import { milestonesOfTool } from "./tool-milestones.ts";
import type { Part, Step, View } from "./view.ts";

/** A provider that says nothing for so long after it took the request has put it in a queue, or is reading it. */
const queueMs = 3_000;

/** In order of time. `now`: the server's, for a run that goes on. */
export function milestonesOf(view: View, now: number): Milestone[] {
  const milestones: Milestone[] = [];
  const { modelName, startedAt, endedAt, importedSteps } = view;
  const steps = ownSteps(view);
  if (startedAt !== null) {
    milestones.push(info(steps[0]?.startedAt ?? startedAt, "connecting", `Asking ${modelName ?? "the model"}.`));
  }
  for (const step of steps) milestones.push(...queueOf(view, step, endedAt ?? now));
  let isThinking = false;
  let isAnswering = false;
  let step = 0;
  for (const part of ownParts(view)) {
    if (part.step !== step) [step, isThinking, isAnswering] = [part.step, false, false];
    switch (part.kind) {
      case "reasoning":
        if (!isThinking)
          milestones.push(info(part.startedAt, "thinking", step === importedSteps + 1 ? "Thinking." : "Thinking again."));
        isThinking = true;
        break;
      case "text":
        if (!isAnswering && part.text.trim() !== "") milestones.push(info(part.startedAt, "answering", "Answering."));
        isAnswering ||= part.text.trim() !== "";
        break;
      case "tool":
        milestones.push(...milestonesOfTool(part, view.origin === null));
        break;
      case "status":
        milestones.push(...milestoneOfStatus(part));
        break;
      case "source":
        break;
      default:
        part satisfies never;
    }
  }
  milestones.push(...endOf(view));
  return milestones.sort((a, b) => a.at - b.at);
}

function queueOf(view: View, { step, firstByteAt, endedAt }: Step, now: number): Milestone[] {
  if (firstByteAt === null) return [];
  const first = view.parts.find((part) => part.step === step && part.kind !== "status" && part.kind !== "source");
  const waitedMs = (first?.startedAt ?? endedAt ?? now) - firstByteAt;
  if (waitedMs < queueMs) return [];
  return [info(firstByteAt, "queued", "The provider has taken the request and has not begun to answer.", { waitedMs })];
}

function milestoneOfStatus({ startedAt, status }: Extract<Part, { kind: "status" }>): Milestone[] {
  const { level, code, message, details = {} } = status;
  if (code === "first-byte") return [];
  const isQueue = code === "retrying" && details.status === 429;
  const levels = { info: "INFO", success: "SUCCESS", warning: "WARNING", error: "ERROR" } as const;
  return [{ at: startedAt, level: levels[level], code: isQueue ? "queued" : code, message, details }];
}

function endOf(view: View): Milestone[] {
  const { endedAt, status, reason, error, startedAt } = view;
  if (endedAt === null || isImporting(view)) return [];
  const at = endedAt;
  const details = { reason: reason ?? "other", ...(startedAt !== null && { tookMs: endedAt - startedAt }) };
  switch (status) {
    case "completed":
      if (reason === "length") return [{ at, level: "WARNING", code: "ended", message: "Cut at the output limit.", details }];
      if (reason === "content-filter") return [{ at, level: "WARNING", code: "ended", message: "Cut by the provider.", details }];
      if (reason === "tool-calls") return [info(at, "ended", "Handed over to the client.", details)];
      return [{ at, level: "SUCCESS", code: "complete", message: "Answering complete.", details }];
    case "stopped":
      return [info(at, "ended", view.origin === null ? "Stopped by you." : "Stopped.", details)];
    case "interrupted":
      return [{ at, level: "WARNING", code: "ended", message: "Interrupted by a restart.", details }];
    case "failed":
      return [{ at, level: "ERROR", code: "ended", message: error?.message ?? "The answer could not be completed.", details }];
    case "queued":
    case "running":
    case "waiting":
      return [];
    default:
      return status satisfies never;
  }
}
