/** Owns: a response as a stream of server-sent events, and as one object, both by the same projection. */
import type { Batches } from "../batches.ts";
import { doneFrame, encodeFrame } from "../sse.ts";
import { type ProjectionOptions, projectResponse } from "./projection.ts";
import type { ResponseEvent, ResponseObject } from "./response.ts";

/**
 * One string a batch: the events with numbers above `startingAfter` (null: all), `[DONE]` after the last. Where
 * `batches` ends before the answer does, the stream ends without `[DONE]`, and a stored response can be asked for again.
 */
export async function* responseFrames(
  batches: Batches,
  options: ProjectionOptions,
  startingAfter: number | null = null,
): AsyncGenerator<string, void> {
  const projection = projectResponse(options);
  for await (const batch of batches) {
    if (batch === "silence") continue;
    const events = batch.flatMap((event) => projection.push(event));
    const text = events
      .filter((event) => event.sequence_number > (startingAfter ?? -1))
      .map(encodeEvent)
      .join("");
    if (projection.isOver()) {
      yield text + doneFrame;
      return;
    }
    if (text !== "") yield text;
  }
}

function encodeEvent(event: ResponseEvent): string {
  return encodeFrame({ event: event.type, data: event });
}

/** The response at the end of the batches; null: there was no event. */
export async function readResponse(batches: Batches, options: ProjectionOptions): Promise<ResponseObject | null> {
  const projection = projectResponse(options);
  for await (const batch of batches) {
    if (batch === "silence") continue;
    for (const event of batch) projection.push(event);
    if (projection.isOver()) break;
  }
  return projection.response();
}
