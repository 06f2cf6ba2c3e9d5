/**
 * Owns: from the bytes of a chat answer to its JSON, one object at a time: a stream of events as servers write them, or the
 * whole answer in one document although a stream was asked for. What a server calls it in its headers does not matter.
 */
import { createParser } from "eventsource-parser";

export interface ChatChunks {
  push(bytes: Uint8Array): void;
  end(): void;
}

export function makeChatChunks(
  onChunk: (chunk: unknown, eventName: string | undefined) => void,
  onBroken: (error: unknown) => void,
): ChatChunks {
  const decoder = new TextDecoder();
  let document: string[] | null = null;
  let isBegun = false;

  const read = (text: string, eventName?: string) => {
    let chunk: unknown;
    try {
      chunk = JSON.parse(text);
    } catch (error) {
      onBroken(error);
      return;
    }
    onChunk(chunk, eventName);
  };
  const parser = createParser({
    onEvent({ data, event }) {
      const json = data.startsWith("data:") ? data.slice(5).trimStart() : data;
      if (json !== "" && json.trim() !== "[DONE]") read(json, event);
    },
  });
  const feed = (text: string) => {
    if (!isBegun) {
      const first = text.trimStart().charAt(0);
      isBegun = first !== "";
      if (first === "{" || first === "[") document = [];
    }
    if (document === null) parser.feed(text);
    else document.push(text);
  };

  return {
    push: (bytes) => feed(decoder.decode(bytes, { stream: true })),
    end() {
      feed(decoder.decode());
      if (document !== null) read(document.join(""));
      document = null;
    },
  };
}
