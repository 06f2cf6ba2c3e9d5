/** Owns: what an event makes of a tool's part. Pure. */
import type { RunEvent } from "./event.ts";
import type { ToolCall, ToolInputStart } from "./tool-event.ts";
import type { ToolApproval, ToolPart } from "./view.ts";

/** Events that name the call they are about. */
export type ToolEvent = Extract<
  RunEvent,
  {
    type:
      | "tool-approval-request"
      | "tool-approval-response"
      | "tool-handed"
      | "tool-start"
      | "tool-output"
      | "tool-progress"
      | "tool-result"
      | "tool-error";
  }
>;

/** A call of which nothing is known but that it was begun. */
export const blankTool: Omit<ToolPart, "id" | "step" | "startedAt" | "endedAt" | "callId" | "name"> = {
  kind: "tool",
  input: "",
  args: null,
  title: null,
  purpose: null,
  effect: null,
  server: null,
  state: "writing",
  isClients: false,
  handedAt: null,
  calledAt: null,
  ranAt: null,
  attempt: 0,
  output: "",
  progress: null,
  result: null,
  shown: null,
  bytes: null,
  isShortened: false,
  error: null,
  approval: null,
};

type PartBase = Pick<ToolPart, "id" | "step" | "startedAt" | "endedAt">;

export function beginTool(base: PartBase, { callId, name }: ToolInputStart | ToolCall): ToolPart {
  return { ...blankTool, ...base, callId, name };
}

/** A call that was begun keeps the id it began with. */
export function wholeCall(part: ToolPart, call: ToolCall, at: number): ToolPart {
  const { name, args, title, purpose, effect, server, isClients = false } = call;
  return {
    ...part,
    name,
    args,
    input: "",
    title: title ?? null,
    purpose: purpose ?? null,
    effect: effect ?? null,
    server: server ?? null,
    state: "ready",
    isClients,
    calledAt: endOf(part, at),
  };
}

/** Of a part that has not ended. */
export function toolAfter(part: ToolPart, event: ToolEvent): ToolPart {
  const at = endOf(part, event.at);
  switch (event.type) {
    case "tool-approval-request": {
      if (part.approval) return part;
      const { message, expiresAt = null } = event;
      return { ...part, state: "awaiting-approval", approval: { ...unanswered, message, askedAt: at, expiresAt } };
    }
    case "tool-approval-response": {
      // A rule answers before anybody was asked.
      const asked = part.approval ?? (event.by === "rule" ? { ...unanswered, askedAt: at } : null);
      if (asked === null || asked.answeredAt !== null) return part;
      const { approved, reason, scope = null, by = null } = event;
      const approval = { ...asked, answeredAt: Math.max(asked.askedAt, at), approved, reason, scope, by };
      return approved ? { ...part, state: "ready", approval } : { ...part, state: "refused", approval, endedAt: at };
    }
    case "tool-handed":
      return { ...part, state: "handed-over", handedAt: at };
    case "tool-start":
      return { ...part, state: "running", ranAt: at, attempt: event.attempt };
    case "tool-output":
      return event.delta === "" ? part : { ...part, output: part.output + event.delta };
    case "tool-progress": {
      const { done, total, message } = event;
      return { ...part, progress: { done, total, message } };
    }
    case "tool-result": {
      const { result, shown = null, bytes = null, isShortened = false } = event;
      return { ...part, state: "done", result, shown, bytes, isShortened, endedAt: at };
    }
    case "tool-error":
      return { ...part, state: "failed", error: event.message, endedAt: at };
    default:
      return event satisfies never;
  }
}

const unanswered: Omit<ToolApproval, "askedAt"> = {
  message: "",
  expiresAt: null,
  answeredAt: null,
  approved: null,
  reason: null,
  scope: null,
  by: null,
};

/** A clock set back in mid-run never makes a stretch of negative length. */
export function endOf(begun: { startedAt: number }, at: number): number {
  return Math.max(begun.startedAt, at);
}
