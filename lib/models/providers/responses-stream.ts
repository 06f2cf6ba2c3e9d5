/**
 * Owns: from the bytes of a Responses answer to parts. Read by hand: the SDK's package for servers of this format ignores
 * texts that come only with their `.done` event, that for xAI refuses events it does not know.
 */
import { randomUUID } from "node:crypto";
import { createParser } from "eventsource-parser";
import type { ModelPart } from "../model-part.ts";
import { makeResponsesAnswer } from "./responses-answer.ts";
import { recordOf } from "./wire-value.ts";

export interface ResponsesReader {
  /** What these bytes say, in order. After an `error` part nothing follows. */
  push(chunk: Uint8Array): ModelPart[];
  /** What only the end of the bytes tells. */
  end(): ModelPart[];
}

export function makeResponsesReader(makeCallId: () => string = () => `call_${randomUUID()}`): ResponsesReader {
  const decoder = new TextDecoder();
  const answer = makeResponsesAnswer(makeCallId);
  let parts: ModelPart[] = [];
  let isBroken = false;
  /** The document so far, where the answer is one and no stream; null: it is a stream. */
  let document: string | null = null;
  let isOpening = true;

  const read = (json: string, name?: string) => {
    if (isBroken || json === "" || json === "[DONE]") return;
    try {
      const event = recordOf(JSON.parse(json));
      const isWhole = event.type === undefined && event.object === "response";
      parts.push(...(isWhole ? answer.readWhole(event) : answer.read(name === undefined ? event : { type: name, ...event })));
    } catch (error) {
      parts.push({ type: "error", error });
    }
    isBroken = parts.at(-1)?.type === "error";
  };
  const parser = createParser({ onEvent: ({ data, event }) => read(data.replace(/^\s*data:\s*/, ""), event) });
  const take = () => {
    const taken = parts;
    parts = [];
    return taken;
  };

  return {
    push(chunk) {
      const text = decoder.decode(chunk, { stream: true });
      if (isOpening && text.trim() !== "") {
        isOpening = false;
        if (text.trimStart().startsWith("{")) document = "";
      }
      if (document === null) parser.feed(text);
      else document += text;
      return take();
    },
    end() {
      if (document !== null) read(document);
      parts.push(...answer.end());
      return take();
    },
  };
}
