/** Owns: the prompt and the tools in the SDK's shape, for the providers that are asked through its packages. Pure. */
import { type AssistantModelMessage, type JSONValue, jsonSchema, type ModelMessage, type ToolSet, tool } from "ai";
import type { Seal } from "#lib/reasoning/event.ts";
import type { PromptMessage, PromptPart } from "#lib/reasoning/prompt-message.ts";
import type { ToolDeclaration } from "./model-part.ts";
import { unfinishedThoughtText } from "./unfinished-thought.ts";

export type SdkContent = Exclude<AssistantModelMessage["content"], string>[number];
export type SealedPart = PromptPart & { seal: Seal };

/**
 * `sealed` says how this provider carries a part with a seal, as one or more parts of the SDK's. A part without one is carried
 * plainly. Questions that are left next to each other become one, for the many chat templates that want roles to alternate.
 */
export function toModelMessages(messages: readonly PromptMessage[], sealed: (part: SealedPart) => SdkContent[]): ModelMessage[] {
  const result: ModelMessage[] = [];
  const ask = (text: string) => {
    const last = result.at(-1);
    if (last?.role === "user") last.content = `${last.content}\n\n${text}`;
    else result.push({ role: "user", content: text });
  };
  for (const message of messages) {
    switch (message.role) {
      case "user":
        ask(message.text);
        break;
      case "unfinished-thought":
        ask(unfinishedThoughtText(message.text));
        break;
      case "assistant": {
        const content = message.parts.flatMap((part) => (isSealed(part) ? sealed(part) : plainly(part)));
        if (content.some((part) => part.type !== "reasoning")) result.push({ role: "assistant", content });
        break;
      }
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
