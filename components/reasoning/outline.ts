/** Owns: when a View has changed in more than its words. Pure. */
import type { Step, ToolPart, View } from "#lib/reasoning/view.ts";

const outlines = new WeakMap<View, string>();
/** As many letters of a thought decide on its headline. */
const headlineLetters = 400;

/** Changes with all that is shown of a View but its words: for what need not be drawn anew with each of them. */
export function outlineKey(view: View): string {
  const known = outlines.get(view);
  if (known !== undefined) return known;
  const letters = view.parts.findLast((part) => part.kind === "reasoning" && part.endedAt === null);
  const headline = letters?.kind === "reasoning" ? Math.min(letters.text.length, headlineLetters) : 0;
  const steps = view.steps.map((step) => `${step.effortSent} ${step.finish} ${sentKey(step)}`);
  const key = [timesKey(view), view.modelName, headline, ...steps].join(" ");
  outlines.set(view, key);
  return key;
}

/** A request is sent anew at most once with fewer thoughts, so their number by fate tells the lists of a step apart. */
function sentKey({ sentBack }: Step): string {
  return (sentBack ?? []).map((one) => `${one.how}${one.partIds.length}`).join();
}

/** Changes when a View's times do, and not with each word: the bar need not be laid out for those. */
export function timesKey(view: View): string {
  let closed = 0;
  let tools = "";
  for (const part of view.parts) {
    if (part.endedAt !== null) closed += 1;
    if (part.kind === "tool") tools += placeOf(part);
  }
  const bytes = view.steps.filter((step) => step.firstByteAt !== null).length;
  return [view.runId, view.status, view.parts.length, closed, tools, view.steps.length, bytes].join(" ");
}

/** How far a call has come: a letter, or two where somebody was asked. */
function placeOf({ state, calledAt, handedAt, ranAt, attempt, approval }: ToolPart): string {
  const asked = approval ? (approval.answeredAt === null ? "a" : "b") : "";
  if (state === "running") return `${asked}r${attempt}`;
  return `${asked}${ranAt ? "x" : handedAt ? "h" : calledAt ? "c" : state === "writing" ? "w" : "o"}`;
}

export function isSameTimes(a: View, b: View): boolean {
  return timesKey(a) === timesKey(b);
}
