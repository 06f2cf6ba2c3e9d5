/** Owns: a tool and where it stands, in words. Pure; times only from the View. */
import type { ToolEffect } from "#lib/reasoning/tool-shown.ts";
import type { ToolApproval, ToolPart } from "#lib/reasoning/view.ts";
import { purposeOf } from "./arguments.ts";
import { visibleName } from "./visible-text.ts";

export type ToolTone = "tool" | "person" | "quiet" | "fail";

/** Its title, or its name as it is. */
export function titleOf(part: Pick<ToolPart, "title" | "name">): string {
  return visibleName(part.title || part.name) || "A tool";
}

/** This call in one line; empty when there is nothing to say. */
export function lineOf(part: Pick<ToolPart, "purpose" | "args">): string {
  return visibleName(part.purpose || purposeOf(part.args));
}

/** Where it stands. What ended before it ran is said to have not run. */
export function standOf(part: ToolPart): { words: string; tone: ToolTone } {
  const hasEnded = part.endedAt !== null;
  switch (part.state) {
    case "writing":
      return hasEnded ? { words: "broken off", tone: "fail" } : { words: "writing its arguments", tone: "tool" };
    case "ready":
      return hasEnded ? { words: "not run", tone: "quiet" } : { words: "ready", tone: "tool" };
    case "running":
      return { words: (part.attempt ?? 0) > 1 ? `running, attempt ${part.attempt}` : "running", tone: "tool" };
    case "awaiting-approval":
      return hasEnded ? { words: "not decided", tone: "quiet" } : { words: "waiting for you", tone: "person" };
    case "handed-over":
      return hasEnded ? { words: "no result came", tone: "quiet" } : { words: "waiting for the client", tone: "tool" };
    case "done":
      return { words: "done", tone: "quiet" };
    case "failed":
      return { words: "failed", tone: "fail" };
    case "refused":
      return { words: part.approval?.by === "expiry" ? "not allowed in time" : "refused", tone: "quiet" };
    case "unknown":
      return { words: "outcome unknown", tone: "fail" };
    default:
      return part.state satisfies never;
  }
}

/** What there is to say of how it ended, beside its result and its error; null when nothing. */
export function noteOf(part: ToolPart): string | null {
  if (part.endedAt === null) return null;
  switch (part.state) {
    case "writing":
      return "The call was cut before it was whole, so the tool did not run.";
    case "ready":
      return "The run ended first, so the tool did not run.";
    case "awaiting-approval":
      return "The run ended before anybody decided, so the tool did not run.";
    case "unknown":
      return "The run ended while the tool was at work. What it did is not known, and it is not run again by itself.";
    case "handed-over":
      return "The tool is the client's own. Its result never came, so what it did is not known.";
    case "running":
    case "done":
    case "failed":
    case "refused":
      return null;
    default:
      return part.state satisfies never;
  }
}

export const effectWords: Record<ToolEffect, string> = {
  "read-only": "Only reads; changes nothing",
  idempotent: "May change something; running it twice does no more than once",
  "with-effect": "May change something outside of this conversation",
};

/** Who decided, and what; null while nobody has. */
export function decisionOf({ approved, scope, by, answeredAt }: ToolApproval): string | null {
  if (answeredAt === null || approved === null) return null;
  if (by === "rule") return approved ? "Allowed by what you decided before." : "Refused by what you decided before.";
  if (!approved) return by === "expiry" ? "Nobody decided in time; that counts as refused." : "Refused by you.";
  if (scope === "always") return "Allowed by you, for this tool always.";
  return scope === "conversation" ? "Allowed by you, for this conversation." : "Allowed by you, once.";
}

/** `812 bytes`, `3.2 KB`, `4.0 MB`; null when unknown. */
export function sizeWords(bytes: number | null): string | null {
  if (bytes === null || bytes === undefined) return null;
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  const [unit, value] = bytes < 999_950 ? ["KB", bytes / 1000] : ["MB", bytes / 1_000_000];
  return `${value.toLocaleString("en-US", { minimumFractionDigits: value < 10 ? 1 : 0, maximumFractionDigits: value < 100 ? 1 : 0 })} ${unit}`;
}

/** Where the whole output can be had. */
export function outputAddress(runId: string, callId: string): string {
  return `/api/runs/${encodeURIComponent(runId)}/tools/${encodeURIComponent(callId)}/output`;
}
