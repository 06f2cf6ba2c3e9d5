/** Owns: the tale of a run as AG-UI events, balanced as its verifier wants them. Pure. Where no thought may leave, there is no REASONING event. */
import type { RunEnd, RunEvent, Usage } from "#lib/reasoning/event.ts";
import { resultText } from "#lib/reasoning/result-text.ts";
import { argumentsText } from "../arguments-text.ts";
import { runErrorOf } from "../run-error.ts";
import { makeTale, type TaleOptions, type Telling, type Told } from "../tale/tale.ts";
import type { CallTelling } from "../tale/told-call.ts";
import type { AgUiEvent, TokenUsage } from "./event.ts";

export interface ProjectionOptions extends TaleOptions {
  /** As the client named them; `parentRunId` null: it named none. */
  client: { threadId: string; runId: string; parentRunId: string | null };
  modelId: string;
  /** What else the first event says, for whoever wants to stop the run. */
  metadata: Record<string, unknown>;
  messageIdOf(kind: "reasoning" | "message", runId: string, partId: string): string;
  /** What the client may send back for a thought; null: nothing. */
  sealOf: ((partId: string, at: number) => string) | null;
}

export interface Projection {
  start(): AgUiEvent[];
  push(event: RunEvent): AgUiEvent[];
  /** Where the events end before the answer does. */
  end(): AgUiEvent[];
  isOver(): boolean;
}

export function makeProjection(options: ProjectionOptions): Projection {
  const { client, modelId, metadata, messageIdOf, sealOf, runId } = options;
  const { threadId, parentRunId } = client;
  const ids = { threadId, runId: client.runId };
  const tale = makeTale(options);
  const calls = makeCallEvents((partId) => messageIdOf("message", runId, partId));

  function eventsOf({ at, telling }: Told): AgUiEvent[] {
    return bodiesOf(telling, at).map((event) => ({ ...event, timestamp: at }));
  }

  function bodiesOf(telling: Telling, at: number): AgUiEvent[] {
    switch (telling.type) {
      case "step-start":
        calls.newStep();
        return [{ type: "STEP_STARTED", stepName: stepName(telling.step) }];
      case "step-end":
        return [{ type: "STEP_FINISHED", stepName: stepName(telling.step) }];
      case "open":
      case "say":
      case "close":
        return telling.kind === "text" ? textEvents(telling) : thoughtEvents(telling, at);
      case "source":
        return [{ type: "CUSTOM", name: "source", value: { url: telling.url, title: telling.title } }];
      case "milestone":
        return [{ type: "CUSTOM", name: "status", value: telling.milestone }];
      case "pause": {
        const { callIds } = telling;
        const outcome = { type: "success" as const, ...(callIds.length > 0 && { pendingToolCallIds: callIds }) };
        return [{ type: "RUN_FINISHED", ...ids, outcome, ...usage(tale.view().usage) }];
      }
      case "end":
        return [endEvent(telling.end)];
      default:
        return calls.tell(telling);
    }
  }

  type PartTelling = Extract<Telling, { type: "open" | "say" | "close" }>;

  function textEvents(telling: PartTelling): AgUiEvent[] {
    const messageId = messageIdOf("message", runId, telling.partId);
    switch (telling.type) {
      case "open":
        calls.sayIn(messageId);
        return [{ type: "TEXT_MESSAGE_START", messageId, role: "assistant" }];
      case "say":
        return [{ type: "TEXT_MESSAGE_CONTENT", messageId, delta: telling.delta }];
      case "close":
        return [{ type: "TEXT_MESSAGE_END", messageId }];
      default:
        return telling satisfies never;
    }
  }

  /** The span and the one message in it have one id. */
  function thoughtEvents(telling: PartTelling, at: number): AgUiEvent[] {
    const messageId = messageIdOf("reasoning", runId, telling.partId);
    switch (telling.type) {
      case "open":
        return [
          { type: "REASONING_START", messageId },
          { type: "REASONING_MESSAGE_START", messageId, role: "reasoning" },
        ];
      case "say":
        return [{ type: "REASONING_MESSAGE_CONTENT", messageId, delta: telling.delta }];
      case "close": {
        const encryptedValue = sealOf?.(telling.partId, at);
        return [
          { type: "REASONING_MESSAGE_END", messageId },
          ...(encryptedValue === undefined
            ? []
            : [{ type: "REASONING_ENCRYPTED_VALUE" as const, subtype: "message" as const, entityId: messageId, encryptedValue }]),
          { type: "REASONING_END", messageId },
        ];
      }
      default:
        return telling satisfies never;
    }
  }

  function endEvent({ status, reason, error, usage: total, cost }: RunEnd): AgUiEvent {
    const { startedAt, endedAt } = tale.view();
    const facts = { status, reason, cost: cost?.amount ?? null, startedAt, endedAt };
    switch (status) {
      case "completed":
        return { type: "RUN_FINISHED", ...ids, outcome: { type: "success" }, ...usage(total), metadata: facts };
      case "stopped":
        return { type: "RUN_FINISHED", ...ids, outcome: { type: "cancelled" }, ...usage(total), metadata: facts };
      case "failed":
      case "interrupted":
        return { ...errorEvent(error ?? runErrorOf(status)), ...usage(total), metadata: facts };
      default:
        return status satisfies never;
    }
  }

  const usage = (total: Usage) => usageOf(total, modelId);

  return {
    start: () => [
      { type: "RUN_STARTED", ...ids, protocolVersion: "1.0", ...(parentRunId !== null && { parentRunId }), metadata },
    ],
    push: (event) => tale.push(event).flatMap(eventsOf),
    end: () => [...tale.breakOff().flatMap(eventsOf), errorEvent(runErrorOf("lost"))],
    isOver: tale.isOver,
  };
}

const stepName = (step: number) => `step-${step}`;

function errorEvent({ code, message, suggestion }: { code: string; message: string; suggestion: string }) {
  return { type: "RUN_ERROR" as const, message: `${message} ${suggestion}`, code };
}

/** Nothing where nobody counted. */
function usageOf({ input, output, reasoning, cached }: Usage, model: string): { usage?: TokenUsage[] } {
  if (input === null && output === null) return {};
  const counts = {
    ...(input !== null && { inputTokens: input }),
    ...(output !== null && { outputTokens: output }),
    ...(input !== null && output !== null && { totalTokens: input + output }),
    ...(reasoning !== null && { reasoningTokens: reasoning }),
    ...(cached !== null && { cachedInputTokens: cached }),
  };
  return { usage: [{ model, ...counts }] };
}

/** Calls stand in the message of the text before them in their model call; without one, all of them in a message of their own. */
function makeCallEvents(messageOf: (partId: string) => string) {
  const written = new Set<string>();
  let parent: string | null = null;

  function tell(telling: CallTelling): AgUiEvent[] {
    const { id: toolCallId, name: toolCallName, partId } = telling.call;
    const end = { type: "TOOL_CALL_END" as const, toolCallId };
    const result = (content: string): AgUiEvent => {
      return { type: "TOOL_CALL_RESULT", messageId: `${toolCallId}_result`, toolCallId, content, role: "tool" };
    };
    switch (telling.type) {
      case "call-start":
        parent ??= messageOf(partId);
        return [{ type: "TOOL_CALL_START", toolCallId, toolCallName, parentMessageId: parent }];
      case "call-args":
        written.add(toolCallId);
        return [{ type: "TOOL_CALL_ARGS", toolCallId, delta: telling.delta }];
      case "call-ready": {
        const delta = argumentsText(telling.args);
        return [...(written.has(toolCallId) ? [] : [{ type: "TOOL_CALL_ARGS" as const, toolCallId, delta }]), end];
      }
      case "call-unfinished":
        return [end, result(telling.message)];
      case "call-result":
        return [result(resultText(telling.result))];
      case "call-failed":
        return [{ ...result(telling.message), metadata: { isError: true } }];
      case "call-refused":
        return [{ ...result(`Not allowed. ${telling.reason ?? ""}`.trimEnd()), metadata: { isError: true } }];
      case "call-asked":
      case "call-allowed":
        return [];
      default:
        return telling satisfies never;
    }
  }

  return {
    tell,
    newStep: () => {
      parent = null;
    },
    sayIn: (messageId: string) => {
      parent = messageId;
    },
  };
}
