/** Owns: an answer as a stream of AG-UI events. */
import type { Batches } from "../batches.ts";
import { encodeEvents } from "./event.ts";
import { makeProjection, type ProjectionOptions } from "./projection.ts";

/** One string a batch, the first before anything was read. `batches` may go on after the answer. */
export async function* agUiStream(batches: Batches, options: ProjectionOptions): AsyncGenerator<string, void> {
  const projection = makeProjection(options);
  yield encodeEvents(projection.start());
  for await (const batch of batches) {
    if (batch === "silence") continue;
    const said = encodeEvents(batch.flatMap((event) => projection.push(event)));
    if (said !== "") yield said;
    if (projection.isOver()) return;
  }
  yield encodeEvents(projection.end());
}
