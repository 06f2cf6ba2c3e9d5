/**
 * Owns: the conversation as a chat completions request carries it. Pure. All that the prompt holds is sent, nothing else: a
 * sealed thought by its seal, another by its text, in the field the server knows.
 */
import type { PromptImage, PromptMessage, PromptPart } from "#lib/reasoning/prompt-message.ts";
import { resultText } from "#lib/reasoning/result-text.ts";
import { contentOf, dataUrl, joinQuestions } from "../questions.ts";
import { type ChatThoughtSeal, chatExtraSeal, chatThoughtSeal } from "./chat-seal.ts";

export interface MessageForm {
  /** Where the text of a thought stands: in a field of the message, or among the parts of its content. */
  thoughts: "reasoning_content" | "reasoning" | "content";
  /** Whether a message of the model's without a thought needs the field all the same, empty. */
  fillsEmpty?: boolean;
  /** Where a server wants ids of its own form. Equal ids stay equal. */
  callId?(callId: string): string;
  /** What stands beside a call that has no seal, `index` counting the calls of its message. */
  unsealedCall?(index: number): Record<string, unknown>;
  /** Who says what comes before everything else; absent: `system`. `user`: a model without such a role is told with the first question. */
  system?: "developer" | "user";
}

export function chatMessages(messages: readonly PromptMessage[], form: MessageForm): object[] {
  return joinQuestions(form.system === "user" ? messages.map(asQuestion) : messages).map((message) => {
    switch (message.role) {
      case "system":
        return { role: form.system ?? "system", content: message.text };
      case "user":
        return { role: "user", content: contentOf(message, imagePart, textPart) };
      case "assistant":
        return answerOf(message.parts, form);
      case "tool":
        return { role: "tool", tool_call_id: idOf(message.callId, form), content: resultText(message.result) };
      default:
        return message satisfies never;
    }
  });
}

function asQuestion(message: PromptMessage): PromptMessage {
  return message.role === "system" ? { role: "user", text: message.text } : message;
}

function imagePart(image: PromptImage): object {
  return { type: "image_url", image_url: { url: dataUrl(image) } };
}

function textPart(text: string): object {
  return { type: "text", text };
}

function answerOf(parts: readonly PromptPart[], form: MessageForm): object {
  const calls = callsOf(parts, form);
  const thoughts = parts.flatMap((part) => (part.kind === "reasoning" && part.seal === null ? [part.text] : []));
  const texts = parts.flatMap((part) => (part.kind === "text" ? [part] : []));
  const hasParts = form.thoughts === "content" && thoughts.length > 0;
  const text = texts.map((part) => part.text).join("");
  return {
    role: "assistant",
    content: hasParts ? contentParts(parts) : text === "" && calls.length > 0 ? null : text,
    ...(form.thoughts !== "content" && (thoughts.length > 0 || form.fillsEmpty) && { [form.thoughts]: thoughts.join("") }),
    ...sealedThoughts(parts),
    ...Object.assign({}, ...texts.flatMap(({ seal }) => (seal ? [chatExtraSeal.parse(seal.data)] : []))),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

function callsOf(parts: readonly PromptPart[], form: MessageForm): object[] {
  const calls = parts.filter((part) => part.kind === "tool-call");
  return calls.map(({ callId, name, args, seal }, index) => ({
    id: idOf(callId, form),
    type: "function",
    function: { name, arguments: JSON.stringify(args ?? {}) },
    ...(seal ? chatExtraSeal.parse(seal.data) : form.unsealedCall?.(index)),
  }));
}

/** The lists of a message, whole again from the entries its thoughts hold. */
function sealedThoughts(parts: readonly PromptPart[]): ChatThoughtSeal {
  const lists: ChatThoughtSeal = {};
  for (const part of parts) {
    if (part.kind !== "reasoning" || part.seal === null) continue;
    const { reasoning_details: details, thinking_blocks: blocks } = chatThoughtSeal.parse(part.seal.data);
    if (details) lists.reasoning_details = [...(lists.reasoning_details ?? []), ...details];
    if (blocks) lists.thinking_blocks = [...(lists.thinking_blocks ?? []), ...blocks];
  }
  return lists;
}

function contentParts(parts: readonly PromptPart[]): object[] {
  return parts.flatMap((part): object[] => {
    if (part.kind === "text") return [textPart(part.text)];
    if (part.kind === "reasoning" && part.seal === null) {
      return [{ type: "thinking", thinking: [{ type: "text", text: part.text }], closed: true }];
    }
    return [];
  });
}

function idOf(callId: string, form: MessageForm): string {
  return form.callId?.(callId) ?? callId;
}
