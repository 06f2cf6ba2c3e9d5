/** Owns: an answer as a UI message stream, from `start` to `[DONE]`. */
import type { Batches } from "../batches.ts";
import { doneFrame } from "../sse.ts";
import { encodeChunks } from "./chunk.ts";
import { makeProjection, type ProjectionOptions } from "./projection.ts";

/** One string a batch, the first before anything was read: it names the run to whoever wants to stop it. `batches` may go on after the answer. */
export async function* uiMessageStream(batches: Batches, options: ProjectionOptions): AsyncGenerator<string, void> {
  const projection = makeProjection(options);
  yield encodeChunks(projection.start());
  for await (const batch of batches) {
    if (batch === "silence") continue;
    const said = encodeChunks(batch.flatMap((event) => projection.push(event)));
    if (projection.isOver()) {
      yield said + doneFrame;
      return;
    }
    if (said !== "") yield said;
  }
  yield encodeChunks(projection.end()) + doneFrame;
}
