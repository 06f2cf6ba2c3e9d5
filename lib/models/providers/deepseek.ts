/** Owns: DeepSeek's own API. It thinks unless told not to, and knows three levels. */
import type { Effort } from "#lib/core/effort.ts";
import type { Connection, ConnectionConfig } from "../connection.ts";
import { chatConnection } from "./chat-connection.ts";
import { type ChatDialect, plainChat } from "./chat-dialect.ts";
import { bareName } from "./chat-families.ts";
import type { ChatSettingsForm } from "./chat-settings.ts";
import { byType, fixed } from "./chat-thinking.ts";

/** It takes sampling while it thinks, and does nothing of it. */
const settings: ChatSettingsForm = {
  unknown: ["seed", "parallelToolCalls"],
  idle: ["temperature", "topP", "presencePenalty", "frequencyPenalty"],
  hasNoSchemas: true,
};
const efforts: readonly Effort[] = ["off", "low", "high", "max"];

export function deepseekConnection(config: ConnectionConfig): Connection {
  return chatConnection(config, deepseekDialect);
}

/**
 * The first R1 refuses the thoughts of earlier turns. Its successors refuse a message that called tools without them, and
 * want the field, empty, on every other.
 */
export function deepseekDialect(modelId: string): ChatDialect {
  const isFirst = /^deepseek-r1/.test(bareName(modelId));
  const common = { ...plainChat, reasons: true, mayWriteTags: false, settings } as const;
  if (isFirst) {
    const replay = { text: "never", takesSeals: false } as const;
    return { ...common, thinking: fixed, messages: { thoughts: "reasoning_content" }, replay };
  }
  return {
    ...common,
    callsTools: true,
    seesImages: /vision/.test(modelId),
    thinking: byType(efforts),
    messages: { thoughts: "reasoning_content", fillsEmpty: true },
    replay: { text: "tool-calls", takesSeals: false },
  };
}
