/**
 * Owns: what every route does around its answer: it checks where a request comes from and dresses whatever comes of it, errors in the shape
 * that a client expects, the request id, what pages on other sites may read.
 */
import { newId } from "#lib/core/id.ts";
import { corsHeaders } from "./cors.ts";
import { type ErrorShape, explainIn } from "./error-response.ts";
import { checkOrigin, pathOf } from "./guard.ts";

export type RouteHandler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

/** `answer` may throw. */
export function shapedRoute(
  shape: ErrorShape,
  answer: (request: Request, context: { params: Promise<unknown> }) => Response | Promise<Response>,
): RouteHandler {
  return async (request, context) => {
    const requestId = newId("request");
    const response = await guarded(request, context).catch((error: unknown) => {
      const during = `${request.method} ${pathOf(request)}`;
      const { status, headers, body } = explainIn(shape, error, { requestId, during });
      return Response.json(body, { status, headers });
    });
    const cors = Object.entries(corsHeaders(askingOf(request))).filter(([name]) => !response.headers.has(name));
    for (const [name, value] of cors) response.headers.set(name, value);
    response.headers.set("x-request-id", requestId);
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
    return response;
  };

  async function guarded(request: Request, context: { params: Promise<unknown> }): Promise<Response> {
    checkOrigin(request);
    return answer(request, context);
  }
}

/** What `cors.ts` wants to know of a request. */
export function askingOf(request: Request) {
  return { path: pathOf(request), header: (name: string) => request.headers.get(name) };
}
