/** Owns: the conversation as a chat completions request carries it. Pure. Thoughts stay here: this format has no word for them. */
import type { ModelMessage } from "ai";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import { toModelMessages } from "../to-ai.ts";

export function chatRequest(modelId: string, messages: readonly PromptMessage[], effort: string | null): object {
  return {
    model: modelId,
    ...(effort !== null && { reasoning_effort: effort }),
    messages: toModelMessages(messages, null).flatMap(chatMessages),
    stream: true,
    stream_options: { include_usage: true },
  };
}

function chatMessages(message: ModelMessage): object[] {
  const { role, content } = message;
  if (typeof content === "string") return [{ role, content }];
  if (role === "tool") {
    return content.flatMap((part) => {
      if (part.type !== "tool-result" || !("value" in part.output)) return [];
      return [{ role, tool_call_id: part.toolCallId, content: JSON.stringify(part.output.value) }];
    });
  }
  const text = content.map((part) => (part.type === "text" ? part.text : "")).join("");
  const calls = content.flatMap((part) => {
    if (part.type !== "tool-call") return [];
    const call = { name: part.toolName, arguments: JSON.stringify(part.input) };
    return [{ id: part.toolCallId, type: "function", function: call }];
  });
  return [calls.length === 0 ? { role, content: text } : { role, content: text || null, tool_calls: calls }];
}
