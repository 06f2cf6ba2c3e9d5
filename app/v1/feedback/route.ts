import { storeFeedback } from "#lib/gateway/openbb/store-feedback.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { feedbackRequest } from "#lib/wire/openbb/feedback-request.ts";

/** What a person in OpenBB Workspace thinks of an answer. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    POST: interfaceRoute({ shape: "openbb", needsKey: true, body: feedbackRequest }, async ({ request, caller, body }) => {
      await storeFeedback(caller, body, request.headers.get("x-trace-id"));
      return Response.json({ status: "ok" });
    }),
  },
  "openbb",
);
