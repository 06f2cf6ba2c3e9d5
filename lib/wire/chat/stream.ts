/** Owns: a chat completion as a stream, from the role chunk to `[DONE]`. */
import type { Batches } from "../batches.ts";
import { runErrorOf } from "../run-error.ts";
import { type ChunkHead, encodeDelta, encodeEnding } from "./chunks.ts";
import { makeProjection, type ProjectionOptions } from "./projection.ts";

export interface StreamOptions extends ProjectionOptions {
  head: ChunkHead;
  includesUsage: boolean;
}

/**
 * One string a batch, the first before anything was read: it names the answer to whoever wants to control it. A stream that broke is one
 * that ends without `[DONE]`. `batches` ends with the segment; earlier only when the run was removed or the reader left.
 */
export async function* chatStream(
  batches: Batches,
  { head, includesUsage, ...options }: StreamOptions,
): AsyncGenerator<string, void> {
  const projection = makeProjection(options);
  yield encodeDelta(head, { role: "assistant" });
  for await (const batch of batches) {
    if (batch === "silence") continue;
    const said = batch
      .flatMap((event) => projection.push(event))
      .map((delta) => encodeDelta(head, delta))
      .join("");
    const ending = projection.ending();
    if (ending) {
      yield said + encodeEnding(head, ending, { includesUsage });
      return;
    }
    if (said !== "") yield said;
  }
  yield encodeEnding(head, { kind: "error", error: runErrorOf("lost") }, { includesUsage });
}
