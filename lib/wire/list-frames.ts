/** Owns: the word that a list changed, on our own wire. What changed is asked for apart. */
import { opening, pingFrame } from "./run-frames.ts";
import { encodeFrame } from "./sse.ts";

const changedFrame = encodeFrame({ event: "changed", data: 0 });

export async function* listFrames(
  words: AsyncIterable<"changed" | "silence">,
  isStale: () => boolean,
): AsyncGenerator<string, void> {
  yield opening;
  for await (const word of words) {
    yield word === "changed" ? changedFrame : pingFrame;
    if (isStale()) return;
  }
}
