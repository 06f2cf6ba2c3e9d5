/** Owns: the conversation as Ollama's `POST /api/chat` carries it. Pure. */
import type { PromptMessage, PromptPart } from "#lib/reasoning/prompt-message.ts";
import { resultText } from "#lib/reasoning/result-text.ts";
import type { Ask } from "../resolved-model.ts";
import { unfinishedThoughtText } from "../unfinished-thought.ts";
import { ollamaSettings } from "./ollama-settings.ts";

/** `think` is a boolean for most models, a level for some; `effort` has a boolean as `on` or `off`. */
export function ollamaRequest(
  modelId: string,
  { messages, tools, outputLimit, settings, extras: { effort } }: Omit<Ask, "exchange">,
): object {
  return {
    model: modelId,
    messages: messages.map(ollamaMessage),
    stream: true,
    ...(effort !== null && { think: thinkValue(effort) }),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, inputSchema }) => ({
        type: "function",
        function: { name, description, parameters: inputSchema },
      })),
    }),
    ...ollamaSettings(settings ?? {}, outputLimit),
  };
}

function thinkValue(word: string): boolean | string {
  return word === "on" || word === "off" ? word === "on" : word;
}

function ollamaMessage(message: PromptMessage): object {
  switch (message.role) {
    case "system":
      return { role: "system", content: message.text };
    case "user": {
      const { text, images = [] } = message;
      return { role: "user", content: text, ...(images.length > 0 && { images: images.map(({ data }) => data) }) };
    }
    case "assistant":
      return assistantMessage(message.parts);
    case "tool":
      return {
        role: "tool",
        content: resultText(message.result),
        tool_name: message.name,
        tool_call_id: message.callId,
      };
    case "unfinished-thought":
      return { role: "user", content: unfinishedThoughtText(message.text) };
    default:
      return message satisfies never;
  }
}

function assistantMessage(parts: readonly PromptPart[]): object {
  const thoughts = parts.flatMap((part) => (part.kind === "reasoning" && part.text !== "" ? [part.text] : []));
  const calls = parts.flatMap((part) =>
    part.kind === "tool-call" ? [{ id: part.callId, function: { name: part.name, arguments: argumentsOf(part.args) } }] : [],
  );
  return {
    role: "assistant",
    content: parts.map((part) => (part.kind === "text" ? part.text : "")).join(""),
    ...(thoughts.length > 0 && { thinking: thoughts.join("\n\n") }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

/** The server takes objects only. */
function argumentsOf(args: unknown): object {
  return typeof args === "object" && args !== null && !Array.isArray(args) ? args : { input: args };
}
