import type { Caller } from "#lib/core/caller.ts";
import { systemClock } from "#lib/core/clock.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Asked } from "#lib/gateway/asked.ts";
import { exposureFor } from "#lib/gateway/exposure.ts";
import { readImageFor } from "#lib/gateway/read-image.ts";
import { answerEvents } from "#lib/gateway/segment.ts";
import { startAsk } from "#lib/gateway/start-ask.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { streamFrames } from "#lib/http/stream.ts";
import { chatCompletion, readAnswer } from "#lib/wire/chat/completion.ts";
import { type ChatRequest, readChatRequest } from "#lib/wire/chat/read-request.ts";
import { chatRequestBody } from "#lib/wire/chat/request-body.ts";
import { chatStream } from "#lib/wire/chat/stream.ts";
import { untilFirstSign } from "#lib/wire/first-sign.ts";
import { answerId, partIdOut } from "#lib/wire/ids.ts";
import { withKeepAlive } from "#lib/wire/keep-alive.ts";

/** OpenAI's chat completions, with thoughts as far as the key lets them out. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    POST: interfaceRoute({ shape: "openai", needsKey: true, body: chatRequestBody }, async ({ request, caller, body }) => {
      const asks = await readChatRequest(body, request.headers, {
        usualFormat: caller.key?.format ?? "reasoning_content",
        readImage: readImageFor(caller, request.signal),
      });
      const asked = await startAsk(caller, asks.ask);
      return asks.isStream ? stream(request, caller, asks, asked) : complete(request, caller, asks, asked);
    }),
  },
  "openai",
);

/** Whoever leaves before the end stops the answer. */
function stream(
  request: Request,
  caller: Caller,
  { format: wished, includesUsage }: ChatRequest,
  asked: Asked,
): Promise<Response> {
  const { exposure, format } = exposureFor(caller, { format: wished });
  return streamFrames(async (left) => {
    const signal = AbortSignal.any([left, request.signal]);
    const events = answerEvents(caller, asked, { signal, exposure, stopsWithReader: true });
    const { failure, batches } = await untilFirstSign(events);
    if (failure) throw new AppError(failure.code, failure);
    return withKeepAlive(chatStream(batches, { head: headOf(asked), includesUsage, format, callIdOf }));
  });
}

async function complete(request: Request, caller: Caller, { format: wished }: ChatRequest, asked: Asked): Promise<Response> {
  const { exposure, format } = exposureFor(caller, { format: wished });
  const events = answerEvents(caller, asked, { signal: request.signal, exposure, stopsWithReader: true });
  const { deltas, ending } = await readAnswer(events, { format, callIdOf });
  switch (ending.kind) {
    case "finish":
      return Response.json(chatCompletion(headOf(asked), deltas, ending));
    case "error":
      throw new AppError(ending.error.code, ending.error);
    case "stopped":
      throw new AppError("conflict", { message: "The answer was stopped before it was complete.", suggestion: "Ask again." });
    default:
      return ending satisfies never;
  }
}

function headOf(asked: Asked) {
  return { id: answerId("chat", asked), created: Math.floor(systemClock.now() / 1000), model: asked.modelId };
}

function callIdOf(runId: string, partId: string): string {
  return partIdOut("call", { runId, partId });
}
