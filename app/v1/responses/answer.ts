/** Owns: an answer sent as a response: streamed, whole, or as far as it is. */
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { eventsSoFar, type StoredAnswer } from "#lib/gateway/responses/stored-answer.ts";
import { thoughtSealer } from "#lib/gateway/sealed-thoughts.ts";
import { answerEvents } from "#lib/gateway/segment.ts";
import { streamFrames } from "#lib/http/stream.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { untilFirstSign } from "#lib/wire/first-sign.ts";
import { withKeepAlive } from "#lib/wire/keep-alive.ts";
import { readResponse, responseFrames } from "#lib/wire/responses/frames.ts";
import type { ProjectionOptions } from "#lib/wire/responses/projection.ts";
import type { ResponseObject } from "#lib/wire/responses/response.ts";

/** Milliseconds; what is longer ends at once. */
const longestTimer = 2 ** 31 - 1;

interface StreamOptions {
  /** Whoever asked reads it, and stops it by leaving, unless it is to go on in the background. */
  isFirst: boolean;
  /** The number of the last event the reader has; null: none. */
  startingAfter: number | null;
}

/** An answer that fails before anything of it is there is told by its status. */
export function streamResponse(
  request: Request,
  caller: Caller,
  answer: StoredAnswer,
  { isFirst, startingAfter }: StreamOptions,
): Promise<Response> {
  return streamFrames(async (left) => {
    const options = await optionsOf(caller, answer);
    const signal = AbortSignal.any([left, request.signal]);
    const stopsWithReader = isFirst && !answer.shape.isBackground;
    const events = answerEvents(caller, answer, { signal, exposure: answer.shape.exposure, stopsWithReader });
    if (!isFirst) return withKeepAlive(responseFrames(events, options, startingAfter));
    const { failure, batches } = await untilFirstSign(events);
    if (failure) throw new AppError(failure.code, failure);
    return withKeepAlive(responseFrames(batches, options, startingAfter));
  });
}

/** Waits for the end. An answer that failed before anything of it was there is told by its status. */
export async function wholeResponse(request: Request, caller: Caller, answer: StoredAnswer): Promise<Response> {
  const { signal } = request;
  const events = answerEvents(caller, answer, { signal, exposure: answer.shape.exposure, stopsWithReader: true });
  const { failure, batches } = await untilFirstSign(events, longestTimer);
  if (failure) throw new AppError(failure.code, failure);
  return tell(await readResponse(batches, await optionsOf(caller, answer)));
}

/** Waits for the end of an answer that was told to stop. */
export async function endedResponse(request: Request, caller: Caller, answer: StoredAnswer): Promise<Response> {
  const { signal } = request;
  const events = answerEvents(caller, answer, { signal, exposure: answer.shape.exposure, stopsWithReader: false });
  return tell(await readResponse(events, await optionsOf(caller, answer)));
}

/** As it is now. */
export async function begunResponse(caller: Caller, answer: StoredAnswer): Promise<Response> {
  const events = await eventsSoFar(caller, answer);
  async function* batches(): AsyncGenerator<RunEvent[]> {
    yield events;
  }
  return tell(await readResponse(batches(), await optionsOf(caller, answer)));
}

function tell(response: ResponseObject | null): Response {
  // It was removed meanwhile, or nobody is there to read this.
  if (response === null) throw new AppError("not-found");
  return Response.json(response);
}

async function optionsOf(caller: Caller, { head, shape }: StoredAnswer): Promise<ProjectionOptions> {
  return { head, isRaw: shape.isRaw, seal: shape.isSealed ? await thoughtSealer(caller) : null };
}
