/** Owns: the prompt in the SDK's shape. Pure. */
import type { AssistantModelMessage, JSONValue, ModelMessage } from "ai";
import { z } from "zod";
import type { Seal } from "#lib/reasoning/event.ts";
import type { PromptMessage, PromptPart } from "#lib/reasoning/prompt-message.ts";

type Content = Exclude<AssistantModelMessage["content"], string>[number];

/** A whole reasoning item of OpenAI's, as it must go back. */
export const openAiSeal = z.object({ itemId: z.string(), encryptedContent: z.string(), summary: z.array(z.string()) });
export type OpenAiSeal = z.infer<typeof openAiSeal>;

/**
 * `sealsOf`: the issuer whose seals go along; null: none do. A thought without such a seal stays behind, and with it
 * an answer that was nothing but thought. Questions that are left next to each other become one, for the many
 * chat templates that want roles to alternate.
 */
export function toModelMessages(messages: readonly PromptMessage[], sealsOf: string | null): ModelMessage[] {
  const result: ModelMessage[] = [];
  for (const message of messages) {
    switch (message.role) {
      case "user": {
        const last = result.at(-1);
        if (last?.role === "user") last.content = `${last.content}\n\n${message.text}`;
        else result.push({ role: "user", content: message.text });
        break;
      }
      case "assistant": {
        const content = message.parts.flatMap((part) => contentOf(part, sealsOf));
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

function contentOf(part: PromptPart, sealsOf: string | null): Content[] {
  switch (part.kind) {
    case "reasoning":
      return part.seal !== null && part.seal.issuer === sealsOf ? itemOf(part.seal) : [];
    case "text":
      return [{ type: "text", text: part.text }];
    case "tool-call":
      return [{ type: "tool-call", toolCallId: part.callId, toolName: part.name, input: part.args }];
    default:
      return part satisfies never;
  }
}

/** The SDK joins parts of one item id again; the seal stands on the last. */
function itemOf(seal: Seal): Content[] {
  const parsed = openAiSeal.safeParse(seal.data);
  if (!parsed.success) return [];
  const { itemId, encryptedContent, summary } = parsed.data;
  const texts = summary.length > 0 ? summary : [""];
  return texts.map((text, index) => ({
    type: "reasoning",
    text,
    providerOptions: {
      openai: { itemId, reasoningEncryptedContent: index === texts.length - 1 ? encryptedContent : null },
    },
  }));
}

function toJson(value: unknown): JSONValue {
  return (value ?? null) as JSONValue;
}
