import { createParser, type EventSourceMessage } from "eventsource-parser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeComment, encodeFrame, encodeRetry } from "./sse.ts";

/** What an independent reader makes of the text, cut into pieces of `size`. */
function read(text: string, size: number): EventSourceMessage[] {
  const messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  for (let at = 0; at < text.length; at += size) parser.feed(text.slice(at, at + size));
  return messages;
}

describe("a frame", () => {
  it("is an id, a name and one line of JSON", () => {
    expect(encodeFrame({ id: 7, event: "event", data: { a: "b\nc" } })).toBe('id: 7\nevent: event\ndata: {"a":"b\\nc"}\n\n');
  });

  it("holds no letter at which some clients end a line", () => {
    const text = "a\u0085b\u2028c\u2029d";
    const frame = encodeFrame({ event: "event", data: text });
    expect(frame).toBe('event: event\ndata: "a\\u0085b\\u2028c\\u2029d"\n\n');
    expect(read(frame, 3).map(({ data }) => JSON.parse(data))).toEqual([text]);
  });

  it("carries no id when it has none", () => {
    expect(encodeFrame({ event: "ping", data: 0 })).toBe("event: ping\ndata: 0\n\n");
  });

  it("is read back whole by an independent parser, whatever text it holds and however it is cut", () => {
    const anyText = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 8 }), fc.integer({ min: 1, max: 50 }), (texts, size) => {
        const frames = texts.map((delta, index) => encodeFrame({ id: index + 1, event: "event", data: { delta } }));
        const messages = read(frames.join(""), size);
        expect(messages.map(({ id, event, data }) => ({ id, event, data: JSON.parse(data) }))).toEqual(
          texts.map((delta, index) => ({ id: String(index + 1), event: "event", data: { delta } })),
        );
      }),
    );
  });
});

describe("a comment", () => {
  it("stays one line and is no event", () => {
    expect(encodeComment("a\r\nb\nc")).toBe(": a b c\n\n");
    expect(read(encodeRetry(1000) + encodeComment("hello\n\nevent: x\ndata: y"), 3)).toEqual([]);
  });
});
