/**
 * Owns: the events of one run as messages of `/ws/chat/:sessionId`. Pure: a reader that comes back is given the same messages with the same
 * numbers. Takes events that have passed the gate, from the first on. Does not own: which of them a reader wants (`select.ts`).
 */
import type { RunEnd, RunEvent, Status } from "#lib/reasoning/event.ts";
import { makeCalls, outcomeOf, refusalOf } from "./calls.ts";
import { endOf, usageOf } from "./ending.ts";
import { makeNumbering } from "./numbering.ts";
import type { RunBody, RunMessage, StartFacts } from "./server-message.ts";
import { makeWriting } from "./writing.ts";

/** Model calls of a run where nobody said otherwise. */
const usualMostSteps = 20;

/** With these words a provider says that its answer is whole as far as it goes. */
const ownFinishes: readonly string[] = ["stop", "length", "content-filter"];

/** Begins with one `reasoning_start` and ends with one `reasoning_complete`; what comes after that is nothing. */
export function projectRun(runId: string, facts: StartFacts): (event: RunEvent) => RunMessage[] {
  const number = makeNumbering(runId);
  const writing = makeWriting();
  const calls = makeCalls();
  let isBegun = false;
  let isEnded = false;
  let iteration = 1;
  let mostSteps = usualMostSteps;
  let hasAnswer = false;

  function answer(at: number, isPartial: boolean): RunBody[] {
    const bodies = writing.closeText(at, "final_answer", isPartial ? { partial: true } : {});
    hasAnswer ||= bodies.some((body) => body.type === "reasoning_step" && body.data.content.trim() !== "");
    return bodies;
  }

  /** Text beside calls is not the answer, wherever in the model call it stands. */
  function closeText(at: number, isPartial: boolean): RunBody[] {
    return calls.countOf(iteration) > 0 ? writing.closeText(at, "thought") : answer(at, isPartial);
  }

  function complete(event: RunEnd & { seq: number; at: number }): RunBody[] {
    const { at } = event;
    const bodies = [...writing.closeThoughts(at), ...calls.endAll(at), ...closeText(at, true)];
    const isUsedUp = iteration >= mostSteps && calls.countOf(iteration - 1) > 0;
    const { reason, error } = endOf(event, { hasAnswer, isUsedUp });
    if (error !== null) bodies.push(errorStep(event, iteration, { ...error, recoverable: false }));
    isEnded = true;
    const end: RunBody = { type: "reasoning_complete", data: {}, reason, usage: usageOf(event.usage), iterations: iteration };
    return [...bodies, end];
  }

  function tell(event: RunEvent): RunBody[] {
    const { at } = event;
    switch (event.type) {
      case "run-start":
        mostSteps = event.mostSteps ?? usualMostSteps;
        return [];
      case "step-start": {
        // The same call once more goes on where it was; another one ends what the one before it left open.
        const isAnother = event.step !== iteration;
        const left = isAnother ? [...writing.closeThoughts(at), ...writing.closeText(at, "thought")] : [];
        iteration = event.step;
        return left;
      }
      case "reasoning-delta":
        return writing.think(event.partId, event.delta, iteration);
      case "reasoning-end":
        return writing.closeThoughts(at, event.partId);
      case "text-delta":
        return writing.write(event.delta, iteration);
      case "step-end": {
        const thoughts = writing.closeThoughts(at);
        // What a call that broke off has written is told when it is known what follows.
        return ownFinishes.includes(event.finish) || calls.countOf(iteration) > 0
          ? [...thoughts, ...closeText(at, false)]
          : thoughts;
      }
      case "tool-call":
        return calls.use(event, writing.takeText, iteration, at);
      case "tool-start":
        calls.run(event.callId, at);
        return [];
      case "tool-result":
        return calls.end(event.callId, outcomeOf(event), at);
      case "tool-error":
        return calls.end(event.callId, { content: event.message, status: "error" }, at);
      case "tool-approval-request": {
        const { callId: tool_call_id, message, expiresAt } = event;
        const expires_at = expiresAt === undefined ? null : expiresAt / 1000;
        const data = { tool_call_id, tool_name: calls.nameOf(tool_call_id), message, expires_at };
        return [{ type: "tool_approval_request", data }];
      }
      case "tool-approval-response":
        if (!event.approved) return calls.end(event.callId, refusalOf(event), at);
        if (event.by === "rule") return [];
        return [{ type: "tool_approval_response", data: { tool_call_id: event.callId, approved: true } }];
      case "status":
        return tellStatus(event, iteration);
      case "run-end":
        return complete(event);
      case "reasoning-start":
      case "text-start":
      case "text-end":
      case "sent-back":
      case "tool-input-start":
      case "tool-input-delta":
      case "tool-handed":
      case "tool-output":
      case "tool-progress":
      case "source":
      case "run-wait":
      case "run-resume":
        return [];
      default:
        return event satisfies never;
    }
  }

  return (event) => {
    if (isEnded) return [];
    const start: RunBody[] = isBegun ? [] : [{ type: "reasoning_start", ...facts, data: facts }];
    isBegun = true;
    return number(event.seq, [...start, ...tell(event)]);
  };
}

type Stamped = { seq: number; at: number };

function tellStatus(event: Status & Stamped, iteration: number): RunBody[] {
  const { level, code, message, details } = event;
  if (code === "first-byte") return [];
  if (code !== "retrying") return [{ type: "status", data: { level, code, message } }];
  const wait = details?.delayMs;
  const more = typeof wait === "number" ? { retry_in_ms: wait } : {};
  return [errorStep(event, iteration, { code, content: message, recoverable: true, ...more })];
}

function errorStep(
  { seq, at }: Stamped,
  iteration: number,
  { content, ...more }: { content: string; code: string; recoverable: boolean; retry_in_ms?: number },
): RunBody {
  const step_id = `error-${seq}`;
  return { type: "reasoning_step", data: { type: "error", content, iteration, timestamp: at / 1000, step_id, ...more } };
}
