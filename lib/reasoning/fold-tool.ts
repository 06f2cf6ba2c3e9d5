/** Owns: what an event makes of a tool's part. Pure. */
import type { RunEvent } from "./event.ts";
import type { ToolPart } from "./view.ts";

export type ToolEvent = Extract<
  RunEvent,
  { type: "tool-approval-request" | "tool-approval-response" | "tool-result" | "tool-error" }
>;

export function toolAfter(part: ToolPart, event: ToolEvent): ToolPart {
  const ended = endOf(part, event.at);
  switch (event.type) {
    case "tool-approval-request": {
      if (part.approval) return part;
      const approval = { message: event.message, askedAt: event.at, answeredAt: null, approved: null, reason: null };
      return { ...part, state: "awaiting-approval", approval };
    }
    case "tool-approval-response": {
      if (part.state !== "awaiting-approval" || !part.approval) return part;
      const { approved, reason } = event;
      const approval = { ...part.approval, answeredAt: Math.max(part.approval.askedAt, event.at), approved, reason };
      return approved ? { ...part, state: "running", approval } : { ...part, state: "refused", approval, endedAt: ended };
    }
    case "tool-result":
      return { ...part, state: "done", result: event.result, endedAt: ended };
    case "tool-error":
      return { ...part, state: "failed", error: event.message, endedAt: ended };
    default:
      return event satisfies never;
  }
}

/** A clock set back in mid-run never makes a stretch of negative length. */
export function endOf(begun: { startedAt: number }, at: number): number {
  return Math.max(begun.startedAt, at);
}
