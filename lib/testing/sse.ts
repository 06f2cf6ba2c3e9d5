/** Reading a stream of a run as an independent client would. */
import { createParser, type EventSourceMessage } from "eventsource-parser";

/** Everything until the stream closes or `isEnough` says so; the reader then leaves. */
export async function readStream(
  response: Response,
  isEnough: (message: EventSourceMessage) => boolean = () => false,
): Promise<EventSourceMessage[]> {
  const messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  const decoder = new TextDecoder();
  let seen = 0;
  for await (const chunk of response.body ?? []) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    for (; seen < messages.length; seen++) {
      const message = messages[seen];
      if (message && isEnough(message)) return messages.slice(0, seen + 1);
    }
  }
  return messages;
}
