/** Owns: the chunks of the AI SDK's UI message stream that are sent, and their bytes: one JSON object a line, `[DONE]` last. */
import type { Milestone } from "#lib/reasoning/milestone.ts";
import { encodeData } from "../sse.ts";
import type { UiMetadata } from "./metadata.ts";

/** Of a tool that runs here; the client's own are its typed tools. */
interface OurTool {
  dynamic?: true;
  providerExecuted?: true;
}

interface NamedTool extends OurTool {
  toolCallId: string;
  toolName: string;
}

export type UiFinish = "stop" | "length" | "content-filter" | "tool-calls" | "error" | "interrupted" | "other";

export type UiChunk =
  | { type: "start"; messageId: string; messageMetadata: UiMetadata }
  | { type: "start-step" | "finish-step" }
  | { type: "reasoning-start" | "reasoning-end" | "text-start" | "text-end"; id: string }
  | { type: "reasoning-delta" | "text-delta"; id: string; delta: string }
  | ({ type: "tool-input-start" } & NamedTool)
  | { type: "tool-input-delta"; toolCallId: string; inputTextDelta: string }
  | ({ type: "tool-input-available"; input: unknown; title?: string } & NamedTool)
  | ({ type: "tool-input-error"; input: unknown; errorText: string } & NamedTool)
  | { type: "tool-approval-request"; approvalId: string; toolCallId: string; reason: string; isAutomatic?: true }
  | { type: "tool-approval-response"; approvalId: string; approved: boolean; reason?: string }
  | ({ type: "tool-output-available"; toolCallId: string; output: unknown } & OurTool)
  | ({ type: "tool-output-error"; toolCallId: string; errorText: string } & OurTool)
  | { type: "tool-output-denied"; toolCallId: string }
  | { type: "source-url"; sourceId: string; url: string; title?: string }
  | { type: "data-status"; data: Milestone; transient: true }
  | { type: "message-metadata"; messageMetadata: UiMetadata }
  | { type: "abort"; reason: string }
  | { type: "error"; errorText: string }
  | { type: "finish"; finishReason: UiFinish };

/** By this header clients know the protocol. */
export const uiStreamHeader = ["x-vercel-ai-ui-message-stream", "v1"] as const;

export const encodeChunks = (chunks: readonly UiChunk[]) => chunks.map(encodeData).join("");
