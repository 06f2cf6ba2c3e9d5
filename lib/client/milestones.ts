/** Owns: what a screen reader is told of a run: where it stands when that changes, and never its words. */
import { isEnded, type StatusCode } from "#lib/reasoning/event.ts";
import type { Part, ToolPart, View } from "#lib/reasoning/view.ts";

/** The sentence for the change from one View to a later one, or null when nothing worth a word happened. */
export function milestoneOf(next: View, before: View): string | null {
  const place = placeOf(next);
  return place === placeOf(before) ? null : place;
}

/** What must be heard at once: a tool that has begun to wait for the person. Null when nothing has. */
export function alarmOf(next: View, before: View): string | null {
  if (isEnded(next.status)) return null;
  const known = new Set(before.parts.flatMap((part) => (isAsking(part) ? [part.id] : [])));
  const asking = next.parts.filter((part): part is ToolPart => isAsking(part) && !known.has(part.id));
  const [first] = asking;
  if (!first) return null;
  return asking.length === 1 ? `${nameOf(first)} needs your approval` : `${asking.length} tools need your approval`;
}

function isAsking(part: Part): boolean {
  return part.kind === "tool" && part.state === "awaiting-approval" && part.endedAt === null;
}

function nameOf({ title, name }: ToolPart): string {
  return title || name;
}

/** Where a run stands. A catch-up over many events therefore tells its end only. */
function placeOf(view: View): string | null {
  switch (view.status) {
    case "completed":
      if (view.parts.some((part) => part.kind === "text" && part.text !== "")) return "Answer done";
      return view.reason === "length" ? "Output limit reached, no answer was written" : "Done, without an answer text";
    case "stopped":
      return "Stopped";
    case "failed":
      return `Failed. ${view.error?.message ?? ""}`.trim();
    case "interrupted":
      return "Interrupted";
    case "queued":
      return null;
    case "running":
    case "waiting":
      return livePlace(view);
    default:
      return view.status satisfies never;
  }
}

function livePlace(view: View): string | null {
  const last = view.parts.findLast((part): part is Exclude<Part, { kind: "source" }> => part.kind !== "source");
  switch (last?.kind) {
    case undefined:
      return `Waiting for ${view.modelName ?? "the model"}`;
    case "reasoning":
      return view.parts.some((part) => part.kind === "text") ? "Thinking again" : "Thinking started";
    case "text":
      return "Answer started";
    case "tool":
      return toolPlace(last, view.parts);
    case "status":
      return statusPlace(last.status.code) ?? `Waiting for ${view.modelName ?? "the model"}`;
    default:
      return last satisfies never;
  }
}

/** What asks a person is heard at once and not here again. Of calls side by side the last one speaks for all. */
function toolPlace(last: ToolPart, parts: readonly Part[]): string | null {
  switch (last.state) {
    case "writing":
    case "awaiting-approval":
      return null;
    case "ready":
    case "running":
    case "done": {
      const beside = parts.filter((part) => part.kind === "tool" && part.step === last.step).length;
      return beside > 1 ? `Using ${beside} tools` : `Using ${nameOf(last)}`;
    }
    case "handed-over":
      return `Waiting for the client to run ${nameOf(last)}`;
    case "failed":
      return `${nameOf(last)} failed`;
    case "refused":
      return `${nameOf(last)} was refused`;
    case "unknown":
      return `What ${nameOf(last)} did is not known`;
    default:
      return last.state satisfies never;
  }
}

function statusPlace(code: StatusCode): string | null {
  switch (code) {
    case "retrying":
      return "Retrying";
    case "answer-now":
      return "Answering now";
    case "first-byte":
    case "note":
      return null;
    default:
      return code satisfies never;
  }
}
