import { z } from "zod";
import { idField } from "#lib/http/fields.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { answerNow } from "#lib/runs/control.ts";

const params = z.object({ runId: idField("run") });

/** Has a run that is thinking answer from what it has; the same again changes nothing, and 409 says that it does not think. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ params }, async ({ viewer, params }) => {
    await answerNow(viewer, params.runId);
    return Response.json({ runId: params.runId });
  }),
});
