/**
 * Owns: the one way into the API. Checks where a request comes from and who sends it, reads and validates its input, and
 * turns whatever is thrown into a response. Handlers see only input that is valid.
 */
import { z } from "zod";
import { refuseKey } from "#lib/auth/key-claim.ts";
import { requireViewer } from "#lib/auth/viewer.ts";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { readJson } from "./body.ts";
import { explain } from "./error-response.ts";
import { checkOrigin, pathOf } from "./guard.ts";
import { parse, readQuery } from "./parse.ts";

export type RouteHandler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

interface Input<Params, Query, Body> {
  /** A path that does not fit names nothing: 404. */
  params?: z.ZodType<Params>;
  /** Names the schema does not know are ignored. */
  query?: z.ZodType<Query>;
  /** Use strict objects: a field the schema does not know is then refused by name. */
  body?: z.ZodType<Body>;
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
  input: Input<Params, Query, Body>,
  handler: (call: Call<Params, Query, Body>) => Promise<Response> | Response,
): RouteHandler {
  const none = z.unknown().transform(() => undefined);
  const schemas = {
    params: (input.params ?? none) as z.ZodType<Params>,
    query: (input.query ?? none) as z.ZodType<Query>,
    body: input.body,
  };
  return guarded(async (request, context) => {
    refuseKey(request.headers);
    const viewer = await requireViewer();
    const params = schemas.params.safeParse(await context.params);
    if (!params.success) throw new AppError("not-found");
    const query = parse(schemas.query, readQuery(new URL(request.url)), "query");
    const body = schemas.body
      ? parse(schemas.body, await readJson(request, { maxBytes: input.maxBytes ?? oneMebibyte }), "body")
      : (undefined as Body);
    return handler({ request, viewer, params: params.data, query, body });
  });
}

/** A route that needs no viewer. It still answers only to our own address. */
export function publicRoute(handler: (request: Request) => Promise<Response> | Response): RouteHandler {
  return guarded(handler);
}

function guarded(
  handler: (request: Request, context: { params: Promise<unknown> }) => Promise<Response> | Response,
): RouteHandler {
  return async (request, context) => {
    const requestId = newId("request");
    const response = await answer(request, context).catch((error: unknown) => {
      const { status, headers, body } = explain(error, { requestId, during: `${request.method} ${pathOf(request)}` });
      return Response.json(body, { status, headers });
    });
    response.headers.set("x-request-id", requestId);
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
    return response;
  };

  async function answer(request: Request, context: { params: Promise<unknown> }): Promise<Response> {
    checkOrigin(request);
    return handler(request, context);
  }
}
