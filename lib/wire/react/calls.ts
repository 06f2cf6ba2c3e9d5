/** Owns: tool calls as steps: each `tool_use` gets exactly one `tool_result`, whatever becomes of it. */
import { resultText } from "#lib/reasoning/result-text.ts";
import type { ToolApprovalResponse, ToolCall, ToolResult } from "#lib/reasoning/tool-event.ts";
import type { RunBody, StepData } from "./server-message.ts";
import type { TakenText } from "./writing.ts";

interface Call {
  callId: string;
  name: string;
  iteration: number;
  stepId: string;
  ranAt: number | null;
}

type Outcome = Pick<StepData, "content"> & Partial<StepData> & Required<Pick<StepData, "status">>;

export interface Calls {
  /** How many were asked for in this model call. */
  countOf(iteration: number): number;
  /** `text`: what the model said beside it. */
  use(event: ToolCall, text: () => TakenText | null, iteration: number, at: number): RunBody[];
  nameOf(callId: string): string;
  run(callId: string, at: number): void;
  end(callId: string, outcome: Outcome, at: number): RunBody[];
  /** Those without an outcome at the end of the run. */
  endAll(at: number): RunBody[];
}

export function makeCalls(): Calls {
  const parts = new Set<string>();
  const counts = new Map<number, number>();
  const open = new Map<string, Call>();

  function close(call: Call, outcome: Outcome, at: number): RunBody {
    const { callId, name, iteration, stepId, ranAt } = call;
    const { content, ...more } = outcome;
    const data: StepData = {
      ...{ type: "tool_result", content, tool_name: name, iteration, timestamp: at / 1000 },
      ...{ step_id: `${stepId}-result`, tool_call_id: callId, ...more },
      ...(ranAt !== null && { duration_ms: Math.max(0, at - ranAt) }),
    };
    return { type: "reasoning_step", data };
  }

  function end(callId: string, outcome: Outcome, at: number): RunBody[] {
    const call = open.get(callId);
    open.delete(callId);
    return call ? [close(call, outcome, at)] : [];
  }

  return {
    countOf: (iteration) => counts.get(iteration) ?? 0,
    use({ partId, callId, name, args }, text, iteration, at) {
      if (parts.has(partId)) return [];
      parts.add(partId);
      counts.set(iteration, (counts.get(iteration) ?? 0) + 1);
      // An id that a provider gives again means the newer call from then on.
      const before = end(callId, neverRan, at);
      const said = text();
      open.set(callId, { callId, name, iteration, stepId: partId, ranAt: null });
      const data: StepData = {
        ...{ type: "tool_use", content: said?.content ?? "", tool_name: name, iteration, timestamp: at / 1000 },
        ...{ step_id: said?.id ?? partId, tool_call_id: callId, args },
      };
      return [...before, { type: "reasoning_step", data }];
    },
    nameOf: (callId) => open.get(callId)?.name ?? "",
    run(callId, at) {
      const call = open.get(callId);
      if (call) call.ranAt = at;
    },
    end,
    endAll: (at) => [...open.values()].flatMap((call) => end(call.callId, call.ranAt === null ? neverRan : unknown, at)),
  };
}

const neverRan: Outcome = { content: "It was not run.", status: "error" };
const unknown: Outcome = { content: "What came of it is not known.", status: "error" };

export function outcomeOf({ result, isShortened, bytes }: ToolResult): Outcome {
  return { content: resultText(result), status: "ok", ...(isShortened && bytes !== undefined && { truncated: { bytes } }) };
}

export function refusalOf({ reason, by }: ToolApprovalResponse): Outcome {
  const why = by === "expiry" ? "Nobody allowed it in time." : (reason ?? "");
  return { content: `Not allowed. ${why}`.trimEnd(), status: "denied" };
}
