/** Owns: the AI SDK's own client against the running routes, and reading what it holds. */
import { Chat } from "@ai-sdk/react";
import { type ChatInit, DefaultChatTransport, type UIMessage } from "ai";
import type { UiMetadata } from "#lib/wire/ui-stream/metadata.ts";
import { type ChatBench, withChatServer } from "./chat-server.ts";
import type { ScriptedCall } from "./scripted-models.ts";

export type Message = UIMessage<UiMetadata>;

interface Finish {
  isError: boolean;
  isAbort: boolean;
  finishReason: string | undefined;
}

export interface UiChatBench extends ChatBench {
  /** `http://127.0.0.1:…/api`. */
  api(): string;
  transport(options?: ConstructorParameters<typeof DefaultChatTransport<Message>>[0]): DefaultChatTransport<Message>;
  newChatId(): string;
  newChat(init?: ChatInit<Message>): { chat: Chat<Message>; errors: Error[]; finishes: Finish[] };
  /** Has the next model call think and answer this. */
  answerNext(thought: string, text: string): Promise<ScriptedCall>;
}

/** Call inside a describe. */
export function withUiChat(): UiChatBench {
  const bench = withChatServer();
  const api = () => bench.url().replace(/\/v1$/, "/api");
  let count = 0;
  const newChatId = () => `chat-${++count}`;
  const transport: UiChatBench["transport"] = (options = {}) =>
    new DefaultChatTransport<Message>({ api: `${api()}/chat`, body: { modelId: "scripted/one" }, ...options });
  return {
    ...bench,
    api,
    newChatId,
    transport,
    newChat(init = {}) {
      const errors: Error[] = [];
      const finishes: Finish[] = [];
      const chat = new Chat<Message>({
        id: newChatId(),
        transport: transport(),
        onError: (error) => errors.push(error),
        onFinish: ({ isError, isAbort, finishReason }) => finishes.push({ isError, isAbort, finishReason }),
        ...init,
      });
      return { chat, errors, finishes };
    },
    async answerNext(thought, text) {
      const call = await bench.models().nextCall();
      call.answer(thought, text);
      return call;
    },
  };
}

/** The thoughts and texts of a message. */
export function told({ parts }: Message): string[] {
  return parts.flatMap((each) => (each.type === "text" || each.type === "reasoning" ? [`${each.type}: ${each.text}`] : []));
}

export const usual = (thought: string, text: string) => [`reasoning: ${thought}`, `text: ${text}`];

/** Fails where there is none. */
export function last({ messages }: { messages: Message[] }): Message {
  const message = messages.at(-1);
  if (message === undefined) throw new Error("There is no message.");
  return message;
}

export const runIdOf = (chat: { messages: Message[] }) => last(chat).metadata?.runId ?? "";

export function toolsOf({ parts }: Message) {
  return parts.flatMap((each) => {
    if (!("toolCallId" in each)) return [];
    const { type, state, input, output, errorText } = each;
    return [{ type, state, input, output, errorText }];
  });
}

/** What each part is, and how far it has come. */
export const statesOf = ({ parts }: Message) => parts.map((each) => ("state" in each ? each.state : each.type));
