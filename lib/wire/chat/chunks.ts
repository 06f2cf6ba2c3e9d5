/**
 * Owns: the bytes of a streamed chat completion: one JSON object a line, no event names, `[DONE]` last. Clients that meet a named event
 * take it for a chunk and break.
 */
import type { RunError } from "#lib/reasoning/event.ts";
import { openaiError } from "../error-body.ts";
import { doneFrame, encodeData } from "../sse.ts";
import type { ChatDelta, ChatEnding, ChatFinish, ChatUsage } from "./delta.ts";

/** What all chunks of one answer have in common. */
export interface ChunkHead {
  id: string;
  /** Seconds since the epoch. */
  created: number;
  model: string;
}

export function encodeDelta(head: ChunkHead, delta: ChatDelta): string {
  return encodeChunk(head, [{ index: 0, delta, finish_reason: null }]);
}

/** Everything from the last piece of the answer on. An answer that is not whole has no chunk that says it was finished. */
export function encodeEnding(head: ChunkHead, ending: ChatEnding, { includesUsage }: { includesUsage: boolean }): string {
  switch (ending.kind) {
    case "finish": {
      const finished = encodeFinish(head, ending.finish);
      return finished + (includesUsage && ending.usage ? encodeChunk(head, [], ending.usage) : "") + doneFrame;
    }
    case "error":
      return encodeError(ending.error) + doneFrame;
    case "stopped":
      return doneFrame;
    default:
      return ending satisfies never;
  }
}

function encodeFinish(head: ChunkHead, finish: ChatFinish): string {
  return encodeChunk(head, [{ index: 0, delta: {}, finish_reason: finish }]);
}

function encodeError(error: RunError): string {
  return encodeData(openaiError(error).body);
}

interface Choice {
  index: 0;
  delta: ChatDelta;
  finish_reason: ChatFinish | null;
}

function encodeChunk({ id, created, model }: ChunkHead, choices: Choice[], usage?: ChatUsage): string {
  return encodeData({ id, object: "chat.completion.chunk", created, model, choices, ...(usage && { usage }) });
}
