/** Owns: the body of a Responses request, for the servers that are asked by hand. Nothing is stored with the provider. Pure. */
import { z } from "zod";
import type { PromptImage, PromptMessage, PromptPart } from "#lib/reasoning/prompt-message.ts";
import { resultText } from "#lib/reasoning/result-text.ts";
import { contentOf, dataUrl, type JoinedMessage, joinQuestions, systemText } from "../questions.ts";
import type { Ask } from "../resolved-model.ts";
import { responsesSettings } from "./responses-settings.ts";

/** A reasoning item goes back as it came, to the last field. */
const itemSeal = z.looseObject({ type: z.literal("reasoning") });
/** What a message was said to be: on the way to the answer, or the answer. */
const messageSeal = z.object({ phase: z.string() });

export function responsesRequest(
  modelId: string,
  { messages, tools, outputLimit, settings, extras: { effort, withSeals, wantsSummary } }: Omit<Ask, "exchange">,
  { asksForSummary, reasons }: { asksForSummary: boolean; reasons: boolean | null },
): object {
  const system = systemText(messages);
  const isThinking = effort !== null && effort !== "none";
  const reasoning = { effort, ...(asksForSummary && wantsSummary && isThinking && { summary: "auto" }) };
  return {
    model: modelId,
    ...(system !== null && { instructions: system }),
    input: joinQuestions(messages.filter(isTold)).flatMap(itemsOf),
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
    ...responsesSettings(settings ?? {}, tools.length > 0),
  };
}

function isTold(message: PromptMessage): boolean {
  return message.role !== "assistant" || message.parts.some((part) => itemsOfPart(part).length > 0);
}

function itemsOf(message: JoinedMessage): object[] {
  switch (message.role) {
    case "system":
      return [];
    case "user":
      return [{ type: "message", role: "user", content: contentOf(message, imagePart, textPart) }];
    case "assistant":
      return message.parts.flatMap(itemsOfPart);
    case "tool": {
      const { callId, result } = message;
      return [{ type: "function_call_output", call_id: callId, output: resultText(result) }];
    }
    default:
      return message satisfies never;
  }
}

function imagePart(image: PromptImage): object {
  return { type: "input_image", detail: "auto", image_url: dataUrl(image) };
}

function textPart(text: string): object {
  return { type: "input_text", text };
}

function itemsOfPart(part: PromptPart): object[] {
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
