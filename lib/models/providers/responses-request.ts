/** Owns: the body of a Responses request, for the servers that are asked by hand. Nothing is stored with the provider. Pure. */
import { z } from "zod";
import type { PromptMessage, PromptPart } from "#lib/reasoning/prompt-message.ts";
import type { Ask } from "../resolved-model.ts";
import { unfinishedThoughtText } from "../unfinished-thought.ts";

/** A reasoning item goes back as it came, to the last field. */
const itemSeal = z.looseObject({ type: z.literal("reasoning") });
/** What a message was said to be: on the way to the answer, or the answer. */
const messageSeal = z.object({ phase: z.string() });

export function responsesRequest(
  modelId: string,
  { messages, tools, outputLimit, extras: { effort, withSeals, wantsSummary } }: Omit<Ask, "exchange">,
  { asksForSummary, reasons }: { asksForSummary: boolean; reasons: boolean | null },
): object {
  const isThinking = effort !== null && effort !== "none";
  const reasoning = { effort, ...(asksForSummary && wantsSummary && isThinking && { summary: "auto" }) };
  return {
    model: modelId,
    input: messages.reduce<object[]>(addItems, []),
    stream: true,
    store: false,
    ...(withSeals && reasons !== false && { include: ["reasoning.encrypted_content"] }),
    // A server may object to any word about reasoning.
    ...(effort !== null && { reasoning }),
    ...(outputLimit !== null && { max_output_tokens: outputLimit }),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, inputSchema }) => ({
        type: "function",
        name,
        description,
        parameters: inputSchema,
        strict: false,
      })),
    }),
  };
}

/** Questions that are left next to each other become one, for the many chat templates that want roles to alternate. */
function addItems(items: object[], message: PromptMessage): object[] {
  switch (message.role) {
    case "user":
      return ask(items, message.text);
    case "unfinished-thought":
      return ask(items, unfinishedThoughtText(message.text));
    case "assistant":
      return [...items, ...message.parts.flatMap(itemsOf)];
    case "tool": {
      const { callId, result } = message;
      const output = typeof result === "string" ? result : JSON.stringify(result ?? null);
      return [...items, { type: "function_call_output", call_id: callId, output }];
    }
    default:
      return message satisfies never;
  }
}

function ask(items: object[], text: string): object[] {
  const last = items.at(-1) as { role?: string; content?: string } | undefined;
  const isBeside = last?.role === "user";
  const content = isBeside ? `${last?.content}\n\n${text}` : text;
  return [...(isBeside ? items.slice(0, -1) : items), { type: "message", role: "user", content }];
}

function itemsOf(part: PromptPart): object[] {
  switch (part.kind) {
    case "reasoning": {
      const item = itemSeal.safeParse(part.seal?.data);
      return item.success ? [item.data] : [];
    }
    case "text": {
      const { data } = messageSeal.safeParse(part.seal?.data);
      return [{ type: "message", role: "assistant", content: part.text, ...data }];
    }
    case "tool-call": {
      const args = typeof part.args === "string" ? part.args : JSON.stringify(part.args ?? {});
      return [{ type: "function_call", call_id: part.callId, name: part.name, arguments: args }];
    }
    default:
      return part satisfies never;
  }
}
