/** Owns: the one or two words that say where a run stands, and why it ended. Pure; times only from the View. */
import { isEnded } from "#lib/reasoning/event.ts";
import type { Part, ReasoningPart, ToolPart, View } from "#lib/reasoning/view.ts";
import { titleOf } from "../tools/tool-words.ts";
import { isAnsweringNow } from "./answer-now.ts";
import { type Ending, endingOf } from "./ending.ts";

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
      return isAnsweringNow(view) ? { word: "Answering now", tone: "wait" } : runningState(view.parts);
    case "waiting":
      return view.waitsFor === "client"
        ? { word: "Waiting for the client", tone: "wait" }
        : { word: "Waiting for you", tone: "person" };
    case "completed":
      if (view.reason === "imported") return { word: "Brought along", tone: "done" };
      return completedState(endingOf(view)?.kind);
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

function completedState(ending: Ending["kind"] | undefined): RunState {
  if (ending === "cut") return { word: "Cut short", tone: "cut" };
  return ending === "eaten" ? { word: "No answer", tone: "cut" } : { word: "Done", tone: "done" };
}

/** What the model does counts before a tool that runs beside it; a question to the person before both. */
function runningState(parts: readonly Part[]): RunState {
  const open = parts.filter((part) => part.endedAt === null);
  const isAsking = open.some((part) => part.kind === "tool" && part.state === "awaiting-approval");
  if (isAsking) return { word: "Waiting for you", tone: "person" };
  const own = open.findLast((part) => part.kind === "reasoning" || part.kind === "text");
  if (own) return own.kind === "reasoning" ? { word: "Thinking", tone: "think" } : { word: "Writing", tone: "write" };
  const tools = open.filter(isTool);
  const [tool] = tools;
  if (!tool) return { word: "Waiting", tone: "wait" };
  return { word: tools.length === 1 ? `Using ${titleOf(tool)}` : `Using ${tools.length} tools`, tone: "tool" };
}

/** The calls that wait for a person to decide, in the order they were asked for. */
export function undecidedOf(view: Pick<View, "status" | "parts">): ToolPart[] {
  if (isEnded(view.status)) return [];
  return view.parts.filter(
    (part) => part.kind === "tool" && part.state === "awaiting-approval" && part.endedAt === null,
  ) as ToolPart[];
}

/** Since when it has waited for a person; null when it does not. */
export function askedSince(view: Pick<View, "status" | "parts">): number | null {
  const times = undecidedOf(view).flatMap((part) => (part.approval ? [part.approval.askedAt] : []));
  return times.length === 0 ? null : Math.min(...times);
}

export function isThought(part: Part): part is ReasoningPart {
  return part.kind === "reasoning";
}

export function isTool(part: Part): part is ToolPart {
  return part.kind === "tool";
}

const finishes: Record<string, string> = {
  stop: "Came to its end",
  length: "Cut at the length limit",
  "content-filter": "Cut by the provider's content filter",
  "tool-calls": "Ended with a tool call",
  error: "Ended by an error",
  aborted: "Broken off",
  imported: "Brought along by the client",
  restart: "Interrupted by a restart",
  shutdown: "Interrupted by a shutdown",
  other: "Ended without a reason given",
};

/** Why a run ended, in words; null while it goes on. */
export function finishOf(view: View): string | null {
  if (view.endedAt === null) return null;
  if (view.status === "stopped") return view.origin === null ? "Stopped by you" : "Stopped";
  if (view.status === "completed" && view.reason === "tool-calls") return "Handed over to the client";
  return finishes[view.reason ?? "other"] ?? `Ended: ${view.reason}`;
}
