/** Owns: the bytes of a UI message stream as the AI SDK's own transport and reader take them. */
import { DefaultChatTransport, readUIMessageStream, type UIMessage } from "ai";

export interface HeldMessage {
  /** Null: not even a first chunk came. */
  message: UIMessage | null;
  /** What errors said, also those of the reader. */
  errors: string[];
  /** The data of all chunks that are not kept, and the reason of the end. */
  types: string[];
}

/** `before`: the message that goes on. */
export async function heldAfter(bytes: string, before?: UIMessage): Promise<HeldMessage> {
  const fetch = async () => new Response(bytes, { headers: { "content-type": "text/event-stream" } });
  const transport = new DefaultChatTransport({ api: "http://127.0.0.1/", fetch });
  const chunks = await transport.sendMessages({
    chatId: "chat",
    messages: [],
    trigger: "submit-message",
    messageId: undefined,
    abortSignal: undefined,
  });
  const types: string[] = [];
  const watched = chunks.pipeThrough(
    new TransformStream({
      transform(chunk, sink) {
        types.push(chunk.type);
        sink.enqueue(chunk);
      },
    }),
  );
  const errors: string[] = [];
  let message: UIMessage | null = null;
  const onError = (error: unknown) => errors.push(error instanceof Error ? error.message : String(error));
  const stream = readUIMessageStream({ stream: watched, onError, ...(before && { message: structuredClone(before) }) });
  for await (const each of stream) message = each;
  return { message, errors, types };
}
