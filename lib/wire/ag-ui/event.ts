/** Owns: the events of AG-UI 1.0 that are sent, and their bytes: JSON lines without names. */
import type { Milestone } from "#lib/reasoning/milestone.ts";
import { encodeData } from "../sse.ts";

export interface TokenUsage {
  model: string;
  /** Left out where it is not known. */
  inputTokens?: number;
  outputTokens?: number;
  totalTokens?: number;
  reasoningTokens?: number;
  cachedInputTokens?: number;
}

export type RunOutcome = { type: "success"; pendingToolCallIds?: string[] } | { type: "cancelled" };

interface RunIds {
  /** Both as the client named them. */
  threadId: string;
  runId: string;
}

type Body =
  | ({ type: "RUN_STARTED"; protocolVersion: string; parentRunId?: string } & RunIds)
  | ({ type: "RUN_FINISHED"; outcome: RunOutcome; usage?: TokenUsage[] } & RunIds)
  | { type: "RUN_ERROR"; message: string; code: string; usage?: TokenUsage[] }
  | { type: "STEP_STARTED" | "STEP_FINISHED"; stepName: string }
  | { type: "REASONING_START" | "REASONING_END" | "REASONING_MESSAGE_END"; messageId: string }
  | { type: "REASONING_MESSAGE_START"; messageId: string; role: "reasoning" }
  | { type: "REASONING_MESSAGE_CONTENT"; messageId: string; delta: string }
  | { type: "REASONING_ENCRYPTED_VALUE"; subtype: "message"; entityId: string; encryptedValue: string }
  | { type: "TEXT_MESSAGE_START"; messageId: string; role: "assistant" }
  | { type: "TEXT_MESSAGE_CONTENT"; messageId: string; delta: string }
  | { type: "TEXT_MESSAGE_END"; messageId: string }
  | { type: "TOOL_CALL_START"; toolCallId: string; toolCallName: string; parentMessageId: string }
  | { type: "TOOL_CALL_ARGS"; toolCallId: string; delta: string }
  | { type: "TOOL_CALL_END"; toolCallId: string }
  | { type: "TOOL_CALL_RESULT"; messageId: string; toolCallId: string; content: string; role: "tool" }
  | { type: "CUSTOM"; name: "status"; value: Milestone }
  | { type: "CUSTOM"; name: "source"; value: { url: string; title: string | null } };

/** `timestamp`: server milliseconds since the epoch. */
export type AgUiEvent = Body & { timestamp?: number; metadata?: Record<string, unknown> };

export const encodeEvents = (events: readonly AgUiEvent[]) => events.map(encodeData).join("");
