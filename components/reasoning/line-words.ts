/** Owns: the words of the slim line in a message. Pure. The running clock is not part of them. */
import { headlineOf } from "#lib/reasoning/headline.ts";
import { ownParts } from "#lib/reasoning/imported.ts";
import { toLedger } from "#lib/reasoning/spans.ts";
import type { ReasoningPart, View } from "#lib/reasoning/view.ts";
import { isAnsweringNow, wasCutForAnswer } from "./answer-now.ts";
import { atOnceOf, atOnceWords } from "./at-once.ts";
import { formatDuration } from "./duration.ts";
import { endingOf } from "./ending.ts";
import { formatCount } from "./figures.ts";
import { isThought, isTool, stateOf } from "./state.ts";

export interface LineWords {
  /** The state while it goes on, the sum afterwards. */
  lead: string;
  /** What it is about, or how many steps; empty when there is nothing to say. */
  detail: string;
}

export function liveWords(view: View): LineWords {
  const { word, tone } = stateOf(view);
  if (tone === "person") return { lead: "Needs your approval", detail: "" };
  if (isAnsweringNow(view)) return { lead: word, detail: "" };
  if (tone === "wait" && view.status === "running") return { lead: `Waiting for ${view.modelName ?? "the model"}`, detail: "" };
  if (tone !== "think") return { lead: word, detail: "" };
  const thought = view.parts.findLast((part) => part.kind === "reasoning" && part.endedAt === null);
  const headline = thought?.kind === "reasoning" ? headlineOf(thought.text) : null;
  return { lead: word, detail: headline?.isSettled || headline?.from === "heading" ? headline.title : "" };
}

/** For a run that has ended. It never says that a turn thought which did not. */
export function endedWords(view: View): LineWords {
  const own = ownParts(view);
  const thoughts = own.filter(isThought);
  const count = thoughts.length + own.filter(isTool).length;
  const steps = count > 0 ? `${formatCount(count)} ${count === 1 ? "step" : "steps"}` : "";
  const atOnce = atOnceOf(view);
  const mixed = atOnce && !atOnce.isAll ? `${formatCount(atOnce.count)} ${atOnceWords(atOnce.waitedMs)}` : "";
  const detail = [wasCutForAnswer(view) ? "cut by you" : "", steps, mixed].filter(Boolean).join(" · ");
  const whole = view.startedAt === null || view.endedAt === null ? null : view.endedAt - view.startedAt;
  const after = whole === null ? "" : ` after ${formatDuration(whole)}`;
  if (view.reason === "imported") return { lead: "Brought along by the client", detail };
  if (view.status === "completed" && view.reason === "tool-calls") return { lead: `Handed over to the client${after}`, detail };
  const ending = endingOf(view);
  if (ending && ending.kind !== "unanswered") return { lead: `${ending.title}${after}`, detail };
  const isBuffered = atOnce?.isAll === true || thoughts.every(isBlink);
  if (ending && isBuffered) return { lead: `Ended${after}`, detail };
  if (thoughts.length === 0) return { lead: whole === null ? "Answered" : `Answered in ${formatDuration(whole)}`, detail };
  if (atOnce?.isAll) return { lead: `Thinking ${atOnceWords(atOnce.waitedMs)}`, detail };
  if (isBuffered) return { lead: whole === null ? "Thought" : `Thought and answered in ${formatDuration(whole)}`, detail };
  const { thinkingMs } = toLedger(view, view.endedAt ?? 0);
  return { lead: `Thought for ${formatDuration(thinkingMs)}`, detail };
}

/** A mark without text and without time: it says that there was thinking, and not how long. */
function isBlink({ text, startedAt, endedAt }: ReasoningPart): boolean {
  return text === "" && endedAt !== null && endedAt - startedAt < 100;
}
