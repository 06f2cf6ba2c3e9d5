/** Owns: the one or two words that say where a run stands, and its closing sentence. Pure; times only from the View. */
import type { Part, ReasoningPart, ToolPart, View } from "#lib/reasoning/view.ts";

export type Tone = "wait" | "think" | "tool" | "person" | "write" | "done" | "cut" | "fail";

export interface RunState {
  word: string;
  tone: Tone;
}

export function stateOf(view: View): RunState {
  switch (view.status) {
    case "queued":
      return { word: "Queued", tone: "wait" };
    case "running":
      return runningState(view.parts);
    case "completed":
      return isCut(view) ? { word: "Cut short", tone: "cut" } : { word: "Done", tone: "done" };
    case "stopped":
      return { word: "Stopped", tone: "done" };
    case "interrupted":
      return { word: "Interrupted", tone: "cut" };
    case "failed":
      return { word: "Failed", tone: "fail" };
    default:
      return view.status satisfies never;
  }
}

/** What the model does counts before a tool that runs beside it; a question to the person before both. */
function runningState(parts: readonly Part[]): RunState {
  const open = parts.filter((part) => part.endedAt === null);
  const isAsking = open.some((part) => part.kind === "tool" && part.state === "awaiting-approval");
  if (isAsking) return { word: "Waiting for you", tone: "person" };
  const own = open.findLast((part) => part.kind === "reasoning" || part.kind === "text");
  if (own) return own.kind === "reasoning" ? { word: "Thinking", tone: "think" } : { word: "Writing", tone: "write" };
  const tool = open.findLast((part) => part.kind === "tool");
  return tool ? { word: `Using ${tool.name}`, tone: "tool" } : { word: "Waiting", tone: "wait" };
}

/** The provider ended it, but not because it was done. */
export function isCut(view: View): boolean {
  return view.status === "completed" && (view.reason === "length" || view.reason === "content-filter");
}

export function hasAnswer(view: View): boolean {
  return view.parts.some((part) => part.kind === "text" && part.text.trim() !== "");
}

export function isThought(part: Part): part is ReasoningPart {
  return part.kind === "reasoning";
}

export function isTool(part: Part): part is ToolPart {
  return part.kind === "tool";
}

/** A provider that kept the thought back until it was whole: its length tells nothing of the thinking. */
export function arrivedAtOnce(part: ReasoningPart): boolean {
  return part.endedAt !== null && part.endedAt - part.startedAt < 100 && part.text.length > 400;
}

const finishes: Record<string, string> = {
  stop: "Came to its end",
  length: "Cut at the token limit",
  "content-filter": "Cut by the provider's content filter",
  "tool-calls": "Ended with a tool call",
  error: "Ended by an error",
  aborted: "Broken off",
  reader: "Stopped by you",
  restart: "Interrupted by a restart",
  shutdown: "Interrupted by a shutdown",
  other: "Ended without a reason given",
};

/** Why a run ended, in words; null while it goes on. */
export function finishOf(view: View): string | null {
  if (view.endedAt === null) return null;
  if (view.status === "stopped" && view.reason === "aborted") return finishes.reader ?? null;
  return finishes[view.reason ?? "other"] ?? `Ended: ${view.reason}`;
}

export interface Ending {
  tone: "fail" | "cut" | "neutral";
  title: string;
  sentence: string;
  /** What the reader can do; empty when there is nothing to do. */
  suggestion: string;
}

/** The closing card of a run that did not simply come to its end with an answer. */
export function endingOf(view: View): Ending | null {
  const kept = view.parts.length > 0 ? "What arrived is kept." : "";
  switch (view.status) {
    case "queued":
    case "running":
      return null;
    case "failed": {
      const message = view.error?.message ?? "The answer could not be completed.";
      return { tone: "fail", title: "Failed", sentence: `${message} ${kept}`.trim(), suggestion: view.error?.suggestion ?? "" };
    }
    case "interrupted": {
      const cause = view.reason === "shutdown" ? "was shut down" : "stopped";
      const sentence = view.error?.message ?? `The application ${cause} while this was being written.`;
      const suggestion = view.error?.suggestion ?? "Retry to ask again.";
      return { tone: "cut", title: "Interrupted", sentence: `${sentence} ${kept}`.trim(), suggestion };
    }
    case "stopped":
      return { tone: "neutral", title: "Stopped by you", sentence: kept, suggestion: "" };
    case "completed":
      return cutEnding(view);
    default:
      return view.status satisfies never;
  }
}

function cutEnding(view: View): Ending | null {
  const isAnswered = hasAnswer(view);
  if (view.reason === "content-filter") {
    const sentence = "The provider's content filter ended the answer.";
    return { tone: "cut", title: "Cut short", sentence, suggestion: "Put the question differently, or choose another model." };
  }
  if (view.reason === "length" && isAnswered) {
    const sentence = "The answer reached the token limit before its end.";
    return { tone: "cut", title: "Cut short", sentence, suggestion: "Ask it to go on." };
  }
  if (view.reason === "length") {
    const sentence = "The token limit was reached while thinking; no answer was written.";
    return { tone: "cut", title: "Cut short", sentence, suggestion: "Choose a lower effort, or ask for the answer alone." };
  }
  if (isAnswered) return null;
  const sentence = "The model came to its end without writing an answer.";
  return { tone: "neutral", title: "No answer text", sentence, suggestion: "" };
}
