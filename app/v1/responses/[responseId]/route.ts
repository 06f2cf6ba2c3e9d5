import { z } from "zod";
import { findResponse } from "#lib/gateway/responses/find-response.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { begunResponse, streamResponse } from "../answer.ts";

const query = z.object({
  stream: z.enum(["true", "false"]).default("false"),
  starting_after: z
    .string()
    .regex(/^\d{1,15}$/, "expected the number of an event")
    .transform(Number)
    .optional(),
});

/** A stored response, as far as it is, or from a number on until its end. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    GET: interfaceRoute(
      { shape: "openai", needsKey: true, params: z.object({ responseId: z.string() }), query },
      async ({ request, caller, params, query }) => {
        const answer = await findResponse(caller, params.responseId, { signal: request.signal });
        if (query.stream === "false") return begunResponse(caller, answer);
        return streamResponse(request, caller, answer, { isFirst: false, startingAfter: query.starting_after ?? null });
      },
    ),
  },
  "openai",
);
