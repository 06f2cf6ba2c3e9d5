/** Owns: an answer to Workspace as frames, with a word in the silence so that nothing between takes the line for dead. */
import type { Batches } from "../batches.ts";
import { encodeComment } from "../sse.ts";
import { encodeEvents } from "./event.ts";
import type { AnswerTeller } from "./tell-answer.ts";

const pingFrame = encodeComment("ping");

/** From what was opened to where these events end. */
export async function* answerFrames(batches: Batches, teller: Pick<AnswerTeller, "push" | "end">): AsyncGenerator<string, void> {
  for await (const batch of batches) {
    const frames = batch === "silence" ? pingFrame : encodeEvents(teller.push(batch));
    if (frames !== "") yield frames;
  }
  const rest = encodeEvents(teller.end());
  if (rest !== "") yield rest;
}
