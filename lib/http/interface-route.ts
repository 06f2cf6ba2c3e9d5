/**
 * Owns: the way in for programs that ask with a key: guard, key, input, and errors in the shape that their protocol has for them.
 */
import { callerOf } from "#lib/auth/caller.ts";
import { endOfKey } from "#lib/auth/key-end.ts";
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { endWith } from "./end-with.ts";
import type { ErrorShape } from "./error-response.ts";
import { type InputSchemas, readInput } from "./read-input.ts";
import { type RouteHandler, shapedRoute } from "./shaped-route.ts";

interface InterfaceInput<Params, Query, Body> extends InputSchemas<Params, Query, Body> {
  shape: ErrorShape;
  /** False: without a key it is the person at this machine. */
  needsKey: boolean;
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
  { shape, needsKey, maxBytes = twentyMebibytes, ...schemas }: InterfaceInput<Params, Query, Body>,
  handler: (call: InterfaceCall<Params, Query, Body>) => Response | Promise<Response>,
): RouteHandler {
  const bodyOptions = { maxBytes, isAnyTypeTaken: shape !== "ours" };
  return shapedRoute(shape, async (request, context) => {
    const caller = await callerOf(request.headers, { needsKey });
    const input = await readInput(schemas, request, context, bodyOptions);
    const end = endOfKey(caller);
    const response = await handler({ request, caller, ...input });
    if (end.aborted)
      throw new AppError("unauthorized", { message: "This key was deleted or changed while it was being answered." });
    return caller.key === null ? response : endWith(response, end);
  });
}
