/**
 * Owns: the way in for programs that ask with a key: guard, key, input, and errors in the shape that their protocol has for them.
 */
import { z } from "zod";
import { callerOf } from "#lib/auth/caller.ts";
import { endOfKey } from "#lib/auth/key-end.ts";
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { readJson } from "./body.ts";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import { endWith } from "./end-with.ts";
import { type ErrorShape, explainIn } from "./error-response.ts";
import { checkOrigin, pathOf } from "./guard.ts";
import { parse, readQuery } from "./parse.ts";
import type { RouteHandler } from "./route.ts";

interface InterfaceInput<Params, Query, Body> {
  shape: ErrorShape;
  /** False: without a key it is the person at this machine. */
  needsKey: boolean;
  /** A path that does not fit names nothing: 404. */
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** 20 MiB unless told. */
  maxBytes?: number;
}

export interface InterfaceCall<Params, Query, Body> {
  request: Request;
  caller: Caller;
  params: Params;
  query: Query;
  body: Body;
}

const twentyMebibytes = 20 * 1024 * 1024;

/** A route for whoever holds a key, or for the person too. Counts the request to its key, and ends the answer with the key. */
export function interfaceRoute<Params = undefined, Query = undefined, Body = undefined>(
  input: InterfaceInput<Params, Query, Body>,
  handler: (call: InterfaceCall<Params, Query, Body>) => Response | Promise<Response>,
): RouteHandler {
  const none = z.unknown().transform(() => undefined);
  const schemas = {
    params: (input.params ?? none) as z.ZodType<Params>,
    query: (input.query ?? none) as z.ZodType<Query>,
    body: input.body,
  };
  const bodyOptions = { maxBytes: input.maxBytes ?? twentyMebibytes, isAnyTypeTaken: input.shape !== "ours" };
  return shaped(input.shape, async (request, context) => {
    const caller = await callerOf(request.headers, { needsKey: input.needsKey });
    const params = schemas.params.safeParse(await context.params);
    if (!params.success) throw new AppError("not-found");
    const query = parse(schemas.query, readQuery(new URL(request.url)), "query");
    const body = schemas.body ? parse(schemas.body, await readJson(request, bodyOptions), "body") : (undefined as Body);
    const end = endOfKey(caller);
    const response = await handler({ request, caller, params: params.data, query, body });
    if (end.aborted)
      throw new AppError("unauthorized", { message: "This key was deleted or changed while it was being answered." });
    return caller.key === null ? response : endWith(response, end);
  });
}

/** The answer to a browser that asks whether it may send; it needs no key. Other methods' names are those the address takes. */
export function preflight(shape: ErrorShape, methods = "GET, POST, OPTIONS"): RouteHandler {
  return shaped(shape, (request) => {
    const headers = { allow: methods, ...preflightHeaders(askingOf(request), methods) };
    return new Response(null, { status: 204, headers });
  });
}

/** A method that the address does not take. */
export function refusedMethod(shape: ErrorShape, methods: string): RouteHandler {
  const refuse = shaped(shape, () => Promise.reject(new AppError("method-not-allowed")));
  return async (request, context) => {
    const response = await refuse(request, context);
    response.headers.set("allow", methods);
    return response;
  };
}

/** Guards, and dresses whatever comes of it: errors in the shape, request id, what other sites' pages may read. */
function shaped(
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

function askingOf(request: Request) {
  return { path: pathOf(request), header: (name: string) => request.headers.get(name) };
}
