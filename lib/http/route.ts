/**
 * Owns: the way in for the pages of this application, which ask as the person at this machine. Handlers see only input that is valid.
 * Programs with a key come through `interface-route.ts`.
 */
import { refuseKey } from "#lib/auth/key-claim.ts";
import { requireViewer } from "#lib/auth/viewer.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { type InputSchemas, readInput } from "./read-input.ts";
import { type RouteHandler, shapedRoute } from "./shaped-route.ts";

interface Input<Params, Query, Body> extends InputSchemas<Params, Query, Body> {
  /** 1 MiB unless told. */
  maxBytes?: number;
}

export interface Call<Params, Query, Body> {
  request: Request;
  viewer: Viewer;
  params: Params;
  query: Query;
  body: Body;
}

const oneMebibyte = 1024 * 1024;

/** A route for the viewer alone: a request that carries a key is refused, whatever the key. */
export function route<Params = undefined, Query = undefined, Body = undefined>(
  { maxBytes = oneMebibyte, ...schemas }: Input<Params, Query, Body>,
  handler: (call: Call<Params, Query, Body>) => Promise<Response> | Response,
): RouteHandler {
  return shapedRoute("ours", async (request, context) => {
    refuseKey(request.headers);
    const viewer = await requireViewer();
    return handler({ request, viewer, ...(await readInput(schemas, request, context, { maxBytes })) });
  });
}

/** A route that needs no viewer. It still answers only to our own address. */
export function publicRoute(handler: (request: Request) => Promise<Response> | Response): RouteHandler {
  return shapedRoute("ours", handler);
}
