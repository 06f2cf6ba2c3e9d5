/** Owns: what a screen reader is told of a run: where it stands when that changes, and never its words. */
import type { StatusCode } from "#lib/reasoning/event.ts";
import type { Part, View } from "#lib/reasoning/view.ts";

/** The sentence for the change from one View to a later one, or null when nothing worth a word happened. */
export function milestoneOf(next: View, before: View): string | null {
  const place = placeOf(next);
  return place === placeOf(before) ? null : place;
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

function livePlace(view: View): string {
  const last = view.parts.findLast((part): part is Exclude<Part, { kind: "source" }> => part.kind !== "source");
  switch (last?.kind) {
    case undefined:
      return `Waiting for ${view.modelName ?? "the model"}`;
    case "reasoning":
      return view.parts.some((part) => part.kind === "text") ? "Thinking again" : "Thinking started";
    case "text":
      return "Answer started";
    case "tool":
      return last.state === "awaiting-approval" ? `${last.name} waits for your approval` : `Using ${last.name}`;
    case "status":
      return statusPlace(last.status.code) ?? `Waiting for ${view.modelName ?? "the model"}`;
    default:
      return last satisfies never;
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
