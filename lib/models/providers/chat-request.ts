/** Owns: the body of a chat completions request. Pure. */
import type { Ask } from "../resolved-model.ts";
import type { ChatDialect } from "./chat-dialect.ts";
import { chatMessages } from "./chat-messages.ts";
import { chatSettings } from "./chat-settings.ts";

type Said = Pick<Ask, "messages" | "tools" | "outputLimit" | "settings"> & { extras: Pick<Ask["extras"], "effort"> };

export function chatRequest(
  modelId: string,
  { messages, tools, outputLimit, settings, extras }: Said,
  dialect: ChatDialect,
): object {
  return {
    model: modelId,
    messages: chatMessages(messages, dialect.messages),
    ...thinkingFields(extras.effort, dialect),
    ...(outputLimit !== null && { [dialect.limitField]: outputLimit }),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, inputSchema }) => ({
        type: "function",
        function: { name, description, parameters: inputSchema },
      })),
    }),
    ...chatSettings(settings ?? {}, tools.length > 0, dialect.settings ?? {}),
    stream: true,
    ...(dialect.asksForUsage && { stream_options: { include_usage: true } }),
  };
}

/** A model that has efforts and is told of none has a server that objected to what was said about them. */
function thinkingFields(word: string | null, { thinking, fields }: ChatDialect): Record<string, unknown> {
  if (word !== null) return { ...fields, ...thinking.fields(word) };
  return thinking.efforts.length > 0 ? {} : { ...fields };
}
