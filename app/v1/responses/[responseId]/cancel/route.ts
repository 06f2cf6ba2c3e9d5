import { z } from "zod";
import { cancelFor } from "#lib/gateway/read-run.ts";
import { findResponse } from "#lib/gateway/responses/find-response.ts";
import { eventsSoFar } from "#lib/gateway/responses/stored-answer.ts";
import { isSegmentEnd } from "#lib/gateway/segment.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { endedResponse } from "../../answer.ts";

/** Stops an answer and waits for its end. One that has ended stays as it is, also when its run goes on with the results of tools. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    POST: interfaceRoute(
      { shape: "openai", needsKey: true, params: z.object({ responseId: z.string() }) },
      async ({ request, caller, params }) => {
        const answer = await findResponse(caller, params.responseId, { signal: request.signal });
        const last = (await eventsSoFar(caller, answer)).at(-1);
        if (last === undefined || !isSegmentEnd(last)) await cancelFor(caller, answer.runId);
        return endedResponse(request, caller, answer);
      },
    ),
  },
  "openai",
);
