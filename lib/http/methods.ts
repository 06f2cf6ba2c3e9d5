import { AppError } from "#lib/core/errors.ts";
import { preflightHeaders } from "./cors.ts";
import type { ErrorShape } from "./error-response.ts";
import { askingOf, type RouteHandler, shapedRoute } from "./shaped-route.ts";

const methodNames = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Method = (typeof methodNames)[number];

/**
 * Every method of an address: those given, HEAD from GET, OPTIONS, which also answers browsers that ask before they send and needs no key,
 * and 405 in `shape` for the rest.
 */
export function methods(
  given: Partial<Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE", RouteHandler>>,
  shape: ErrorShape = "ours",
): Record<Method, RouteHandler> {
  const allow = [...Object.keys(given), ...(given.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse = withAllow(shapedRoute(shape, () => Promise.reject(new AppError("method-not-allowed"))));
  const options = withAllow(
    shapedRoute(shape, (request) => new Response(null, { status: 204, headers: preflightHeaders(askingOf(request), allow) })),
  );
  const { GET = refuse, POST = refuse, PUT = refuse, PATCH = refuse, DELETE = refuse } = given;
  return { GET, HEAD: given.GET ? headOf(given.GET) : refuse, POST, PUT, PATCH, DELETE, OPTIONS: options };

  function withAllow(handler: RouteHandler): RouteHandler {
    return async (request, context) => {
      const response = await handler(request, context);
      response.headers.set("allow", allow);
      return response;
    };
  }
}

/** The same head without the body; a body that would stream is told that nobody reads it. */
function headOf(get: RouteHandler): RouteHandler {
  return async (request, context) => {
    const { status, headers, body } = await get(request, context);
    await body?.cancel();
    return new Response(null, { status, headers });
  };
}
