/** Owns: the prompt and the tools in the SDK's shape, for the providers that are asked through its packages. Pure. */
import {
  type AssistantModelMessage,
  type JSONValue,
  jsonSchema,
  type ModelMessage,
  type ToolSet,
  tool,
  type UserModelMessage,
} from "ai";
import type { Seal } from "#lib/reasoning/event.ts";
import type { PromptImage, PromptMessage, PromptPart } from "#lib/reasoning/prompt-message.ts";
import type { ToolDeclaration } from "./model-part.ts";
import { contentOf, joinQuestions } from "./questions.ts";

export type SdkContent = Exclude<AssistantModelMessage["content"], string>[number];
type SdkQuestionPart = Exclude<UserModelMessage["content"], string>[number];
export type SealedPart = PromptPart & { seal: Seal };

/**
 * `sealed` says how this provider carries a part with a seal, as one or more parts of the SDK's. A part without one is carried
 * plainly. What the model is told before everything else is no message of the SDK's; see `systemText`.
 */
export function toModelMessages(messages: readonly PromptMessage[], sealed: (part: SealedPart) => SdkContent[]): ModelMessage[] {
  const result: ModelMessage[] = [];
  const answerOf = ({ parts }: Extract<PromptMessage, { role: "assistant" }>): SdkContent[] => {
    const content = parts.flatMap((part) => (isSealed(part) ? sealed(part) : plainly(part)));
    return content.some((part) => part.type !== "reasoning") ? content : [];
  };
  const told = messages.filter((message) => message.role !== "assistant" || answerOf(message).length > 0);
  for (const message of joinQuestions(told)) {
    switch (message.role) {
      case "system":
        break;
      case "user":
        result.push({ role: "user", content: contentOf<SdkQuestionPart>(message, imagePart, textPart) });
        break;
      case "assistant":
        result.push({ role: "assistant", content: answerOf(message) });
        break;
      case "tool": {
        const output = { type: message.isError ? ("error-json" as const) : ("json" as const), value: toJson(message.result) };
        result.push({
          role: "tool",
          content: [{ type: "tool-result", toolCallId: message.callId, toolName: message.name, output }],
        });
        break;
      }
      default:
        message satisfies never;
    }
  }
  return result;
}

function imagePart({ mediaType, data }: PromptImage): SdkQuestionPart {
  return { type: "file", mediaType, data };
}

function textPart(text: string): SdkQuestionPart {
  return { type: "text", text };
}

/** A part as it is without its seal. */
export function plainly(part: PromptPart): SdkContent[] {
  switch (part.kind) {
    case "reasoning":
      return [{ type: "reasoning", text: part.text }];
    case "text":
      return [{ type: "text", text: part.text }];
    case "tool-call":
      return [{ type: "tool-call", toolCallId: part.callId, toolName: part.name, input: part.args }];
    default:
      return part satisfies never;
  }
}

/** The tools as the SDK is told of them, which runs none; undefined when there are none. */
export function toSdkTools(tools: readonly ToolDeclaration[]): ToolSet | undefined {
  if (tools.length === 0) return undefined;
  return Object.fromEntries(
    tools.map(({ name, description, inputSchema }) => [name, tool({ description, inputSchema: jsonSchema(inputSchema) })]),
  );
}

function isSealed(part: PromptPart): part is SealedPart {
  return part.seal !== null;
}

function toJson(value: unknown): JSONValue {
  return (value ?? null) as JSONValue;
}
