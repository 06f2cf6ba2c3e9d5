import { z } from "zod";
import { idField } from "#lib/http/fields.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { cancelRun } from "#lib/runs/control.ts";

const params = z.object({ runId: idField("run") });

/** Asks the run to stop; the same again, or on a run that has ended, changes nothing. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ params }, async ({ viewer, params }) => {
    await cancelRun(viewer, params.runId);
    return Response.json({ runId: params.runId });
  }),
});
