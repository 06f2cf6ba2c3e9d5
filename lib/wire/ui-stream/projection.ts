/**
 * Owns: the tale of a run as chunks of a UI message stream. Pure. Nothing that a provider sealed is in a chunk, and none has provider metadata.
 * A step is never reset: a model call is repeated only before anything of it was told.
 */
import type { RunEnd, RunEvent } from "#lib/reasoning/event.ts";
import { runErrorOf } from "../run-error.ts";
import { makeTale, type TaleOptions, type Telling } from "../tale/tale.ts";
import type { CallTelling, ToldCall } from "../tale/told-call.ts";
import type { UiChunk, UiFinish } from "./chunk.ts";
import { metadataOf, type UiMetadata } from "./metadata.ts";

export interface ProjectionOptions extends TaleOptions {
  messageId: string;
  head: UiMetadata;
}

export interface Projection {
  /** The first chunk: it names the message and the run. */
  start(): UiChunk[];
  push(event: RunEvent): UiChunk[];
  /** Where the events end before the answer does: what is open is closed, and an error says so. */
  end(): UiChunk[];
  isOver(): boolean;
}

export function makeProjection({ messageId, head, ...options }: ProjectionOptions): Projection {
  const tale = makeTale(options);
  const calls = makeCallChunks(options);

  function chunksOf(telling: Telling): UiChunk[] {
    switch (telling.type) {
      case "step-start":
        return [{ type: "start-step" }];
      case "step-end":
        return [{ type: "finish-step" }];
      case "open":
        return [{ type: `${telling.kind}-start`, id: telling.partId }];
      case "say":
        return [{ type: `${telling.kind}-delta`, id: telling.partId, delta: telling.delta }];
      case "close":
        return [{ type: `${telling.kind}-end`, id: telling.partId }];
      case "source": {
        const { partId: sourceId, url, title } = telling;
        return [{ type: "source-url", sourceId, url, ...(title !== null && { title }) }];
      }
      case "milestone":
        return [{ type: "data-status", data: telling.milestone, transient: true }];
      case "pause":
        return [metadata(), { type: "finish", finishReason: "tool-calls" }];
      case "end":
        return [metadata(), ...endChunks(telling.end)];
      default:
        return calls(telling);
    }
  }

  const metadata = (): UiChunk => ({ type: "message-metadata", messageMetadata: metadataOf(head, tale.view()) });

  return {
    start: () => [{ type: "start", messageId, messageMetadata: head }],
    push: (event) => tale.push(event).flatMap(({ telling }) => chunksOf(telling)),
    end: () => [
      ...tale.breakOff().flatMap(({ telling }) => chunksOf(telling)),
      metadata(),
      ...errorChunks(runErrorOf("lost"), "error"),
    ],
    isOver: tale.isOver,
  };
}

function makeCallChunks({ endsAtApproval }: Pick<TaleOptions, "endsAtApproval">): (telling: CallTelling) => UiChunk[] {
  /** Calls whose arguments were told in pieces. */
  const written = new Set<string>();
  return (telling) => {
    const { call } = telling;
    const { id: toolCallId, name: toolName, title } = call;
    const named = { toolCallId, toolName, ...flagsOf(call) };
    switch (telling.type) {
      case "call-start":
        return [{ type: "tool-input-start", ...named }];
      case "call-args":
        written.add(toolCallId);
        return [{ type: "tool-input-delta", toolCallId, inputTextDelta: telling.delta }];
      case "call-ready": {
        const input = telling.args ?? {};
        if (!call.isClients || !telling.isAnswered)
          return [{ type: "tool-input-available", ...named, input, ...(title !== null && { title }) }];
        // Clients run whatever is available to them, also when an answer is told once more.
        return written.has(toolCallId) ? [] : [{ type: "tool-input-delta", toolCallId, inputTextDelta: JSON.stringify(input) }];
      }
      case "call-unfinished":
        return [{ type: "tool-input-error", ...named, input: telling.args ?? {}, errorText: telling.message }];
      case "call-asked":
        // Automatic to a client is what it is not to decide.
        return [
          {
            type: "tool-approval-request",
            approvalId: toolCallId,
            toolCallId,
            reason: telling.message,
            ...(!endsAtApproval && { isAutomatic: true }),
          },
        ];
      case "call-allowed":
        return [{ type: "tool-approval-response", approvalId: toolCallId, approved: true }];
      case "call-refused":
        return refusal(telling);
      case "call-result":
        return [{ type: "tool-output-available", toolCallId, output: telling.result ?? null, ...flagsOf(call) }];
      case "call-failed":
        return [{ type: "tool-output-error", toolCallId, errorText: telling.message, ...flagsOf(call) }];
      default:
        return telling satisfies never;
    }
  };
}

function flagsOf({ isClients }: ToldCall): { dynamic?: true; providerExecuted?: true } {
  return isClients ? {} : { dynamic: true, providerExecuted: true };
}

function refusal({ call, reason, wasAsked }: Extract<CallTelling, { type: "call-refused" }>): UiChunk[] {
  const { id } = call;
  const asked: UiChunk[] = wasAsked
    ? [{ type: "tool-approval-response", approvalId: id, approved: false, ...(reason !== null && { reason }) }]
    : [];
  return [...asked, { type: "tool-output-denied", toolCallId: id }];
}

function endChunks({ status, reason, error }: RunEnd): UiChunk[] {
  switch (status) {
    case "completed":
      return [{ type: "finish", finishReason: finishOf(reason) }];
    case "stopped":
      // With any other reason clients that send by themselves what is answered would go on.
      return [
        { type: "abort", reason: "Stopped." },
        { type: "finish", finishReason: "interrupted" },
      ];
    case "failed":
      return errorChunks(error ?? runErrorOf(status), "error");
    case "interrupted":
      return errorChunks(error ?? runErrorOf(status), "interrupted");
    default:
      return status satisfies never;
  }
}

/** `reason` is a provider's own word in ours. */
function finishOf(reason: string): UiFinish {
  switch (reason) {
    case "stop":
    case "length":
    case "content-filter":
    case "tool-calls":
      return reason;
    default:
      return "other";
  }
}

function errorChunks({ message, suggestion }: { message: string; suggestion: string }, finishReason: UiFinish): UiChunk[] {
  return [
    { type: "error", errorText: `${message} ${suggestion}` },
    { type: "finish", finishReason },
  ];
}
