import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFrameReader } from "./read-frames.ts";
import { encodeComment, encodeFrame, encodeRetry } from "./sse.ts";

function read(text: string, size: number): [string, unknown][] {
  const frames: [string, unknown][] = [];
  const reader = createFrameReader((event, data) => frames.push([event, data]));
  for (let at = 0; at < text.length; at += size) reader.feed(text.slice(at, at + size));
  return frames;
}

describe("the reader of our own frames", () => {
  it("gives back what was written, whatever text it holds and however it is cut", () => {
    const anyText = fc.string({ unit: "binary", maxLength: 200 });
    const anyFrame = fc.record({
      id: fc.option(fc.nat(), { nil: undefined }),
      event: fc.constantFrom("event", "end"),
      delta: anyText,
    });
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 8 }), fc.integer({ min: 1, max: 50 }), (frames, size) => {
        const text = frames.map(({ id, event, delta }) =>
          encodeFrame({ ...(id === undefined ? {} : { id }), event, data: { delta } }),
        );
        expect(read(text.join(""), size)).toEqual(frames.map(({ event, delta }) => [event, { delta }]));
      }),
    );
  });

  it("passes over comments and the time to wait, also when they look like frames", () => {
    expect(read(encodeRetry(1000) + encodeComment("hello\n\nevent: x\ndata: y") + encodeComment("data: 1"), 7)).toEqual([]);
  });

  it("holds back a frame that is not whole", () => {
    expect(read('event: event\ndata: {"a":1}\n', 3)).toEqual([]);
  });
});
