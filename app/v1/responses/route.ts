import { AppError } from "#lib/core/errors.ts";
import { readImageFor } from "#lib/gateway/read-image.ts";
import { readAsk } from "#lib/gateway/responses/read-ask.ts";
import { readAnswer } from "#lib/gateway/responses/stored-answer.ts";
import { startAsk } from "#lib/gateway/start-ask.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { responsesRequest } from "#lib/wire/responses/request.ts";
import { readNames } from "#lib/wire/responses/request-head.ts";
import { begunResponse, streamResponse, wholeResponse } from "./answer.ts";

/** OpenAI's responses, with thoughts as far as the key lets them out. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    POST: interfaceRoute({ shape: "openai", needsKey: true, body: responsesRequest }, async ({ request, caller, body }) => {
      const { hidesThoughts, ...names } = readNames(request.headers, body.shape.metadata);
      const asks = hidesThoughts ? { ...body, shape: { ...body.shape, exposure: "none" as const } } : body;
      const readImage = readImageFor(caller, request.signal);
      const ask = await readAsk(caller, asks, { readImage, ...names });
      const asked = await startAsk(caller, ask).catch((error: unknown) => {
        throw inOurWords(error);
      });
      // Whoever has left meanwhile is noticed by the reading below, which stops the run.
      const answer = await readAnswer(caller, asked);
      if (body.isStreamed) return streamResponse(request, caller, answer, { isFirst: true, startingAfter: null });
      return answer.shape.isBackground ? begunResponse(caller, answer) : wholeResponse(request, caller, answer);
    }),
  },
  "openai",
);

/** What was said stands in `input` here. */
function inOurWords(error: unknown): unknown {
  if (!AppError.is(error) || error.field !== "messages") return error;
  const { code, message, suggestion } = error;
  return new AppError(code, { message: message.replaceAll("messages", "input"), suggestion, field: "input", cause: error });
}
