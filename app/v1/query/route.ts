import { openAnswer } from "#lib/gateway/openbb/open-answer.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { streamFrames } from "#lib/http/stream.ts";
import { queryRequest } from "#lib/wire/openbb/query-request.ts";
import { readQuery } from "#lib/wire/openbb/read-query.ts";

/** A question of OpenBB Workspace, or what came of a function that it was asked to run. Whoever leaves before the end stops the answer. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    POST: interfaceRoute({ shape: "openbb", needsKey: true, body: queryRequest }, async ({ request, caller, body }) => {
      const query = readQuery(body, (name) => request.headers.get(name));
      const response = await streamFrames((left) => openAnswer(caller, query, AbortSignal.any([left, request.signal])));
      if (query.threadId !== null) response.headers.set("x-trace-id", query.threadId);
      return response;
    }),
  },
  "openbb",
);
