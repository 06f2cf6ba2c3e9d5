import { z } from "zod";
import { idField } from "#lib/http/fields.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { decideApproval } from "#lib/runs/decide.ts";

const params = z.object({ runId: idField("run") });
const body = z.strictObject({
  callId: z.string().max(200),
  approved: z.boolean(),
  reason: z.string().optional(),
  scope: z.enum(["once", "conversation", "always"]).optional(),
});

/** Allows or refuses a call that waits; 409 with a sentence when it does not wait any more. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ params, body }, async ({ viewer, params: { runId }, body: { callId, ...decision } }) => {
    await decideApproval(viewer, runId, callId, decision);
    return Response.json({ runId, callId });
  }),
});
