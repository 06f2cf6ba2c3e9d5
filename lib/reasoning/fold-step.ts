/** Owns: what the beginning and the end of a model call, and the end of a run, make of a View under construction, which they change. */
import type { RunEnd, SentBack, StepEnd, StepStart } from "./event.ts";
import { unknownUsage } from "./event.ts";
import { endOf } from "./fold-tool.ts";
import { isImporting, ownSteps } from "./imported.ts";
import { addUsage } from "./usage.ts";
import type { Step, View } from "./view.ts";

/** `isCut`: it did not come to its own end. */
export function closePart(view: View, index: number, at: number, isCut = false): void {
  const part = view.parts[index];
  if (!part || part.endedAt !== null) return;
  const endedAt = endOf(part, at);
  view.parts[index] = part.kind === "reasoning" ? { ...part, endedAt, isCut } : { ...part, endedAt };
}

export function startStep(view: View, event: StepStart & { at: number }): void {
  const last = view.steps.at(-1);
  if (last?.step === event.step) {
    if (last.endedAt === null) view.steps[view.steps.length - 1] = { ...last, effortSent: event.effortSent };
    return;
  }
  if (last) closeStep(view, view.steps.length - 1, event.at);
  if (isImporting(view)) view.importedSteps = Math.max(view.importedSteps, event.step);
  view.steps.push({
    step: event.step,
    startedAt: event.at,
    endedAt: null,
    firstByteAt: null,
    effortSent: event.effortSent,
    sentBack: null,
    finish: null,
    usage: unknownUsage,
  });
}

export function noteSentBack(view: View, { step, thoughts }: SentBack): void {
  const index = view.steps.findLastIndex((one) => one.step === step);
  const known = view.steps[index];
  if (known) view.steps[index] = { ...known, sentBack: thoughts };
}

export function endStep(view: View, event: StepEnd & { at: number }): void {
  const index = view.steps.findLastIndex((step) => step.step === event.step);
  const step = view.steps[index];
  if (!step || step.finish !== null) return;
  closeStep(view, index, event.at);
  const closed = view.steps[index] as Step;
  view.steps[index] = { ...closed, finish: event.finish, usage: event.usage };
  if (event.finish === "length") cutLastThought(view, event.step);
  // What was brought along was not paid for here.
  if (isImporting(view)) return;
  view.usage = ownSteps(view).length === 1 ? event.usage : addUsage(view.usage, event.usage);
}

/** What a model call was writing ends with it; calls that are whole go on. */
function closeStep(view: View, index: number, at: number): void {
  const step = view.steps[index];
  if (!step || step.endedAt !== null) return;
  view.steps[index] = { ...step, endedAt: endOf(step, at) };
  for (let i = view.parts.length - 1; i >= 0 && view.parts[i]?.step === step.step; i--) {
    const part = view.parts[i];
    if (part?.kind !== "tool" || part.state === "writing") closePart(view, i, at, true);
  }
}

/** Some providers close a thought in good order where the limit has cut it; that nothing follows tells. */
function cutLastThought(view: View, step: number): void {
  const index = view.parts.length - 1;
  const last = view.parts[index];
  if (last?.kind === "reasoning" && last.step === step) view.parts[index] = { ...last, isCut: true };
}

export function markFirstByte(view: View, at: number): void {
  if (!isImporting(view)) view.firstByteAt ??= at;
  const index = view.steps.length - 1;
  const step = view.steps[index];
  if (step && step.firstByteAt === null && step.endedAt === null) view.steps[index] = { ...step, firstByteAt: at };
}

/** Closes all that is open. A running tool becomes `unknown`; one that never ran says so. */
export function endRun(view: View, event: RunEnd & { at: number }): void {
  const { at, status, reason, usage, error, cost = null } = event;
  view.parts.forEach((part, index) => {
    if (part.endedAt !== null) return;
    if (part.kind === "tool" && part.state === "running") {
      view.parts[index] = { ...part, state: "unknown", endedAt: endOf(part, at) };
    } else closePart(view, index, at, true);
  });
  view.steps.forEach((step, index) => {
    if (step.endedAt === null) view.steps[index] = { ...step, endedAt: endOf(step, at) };
  });
  Object.assign(view, {
    status,
    reason,
    usage,
    error,
    cost,
    waitsUntil: null,
    waitsFor: null,
    endedAt: Math.max(view.startedAt ?? at, at),
  } satisfies Partial<View>);
}
