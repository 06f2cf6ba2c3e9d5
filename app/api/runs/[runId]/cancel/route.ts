import { z } from "zod";
import { cancelFor } from "#lib/gateway/read-run.ts";
import { idField } from "#lib/http/fields.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";

const params = z.object({ runId: idField("run") });

/** Asks the run to stop; the same again, or on a run that has ended, changes nothing. A key stops the runs asked with it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: interfaceRoute({ shape: "ours", needsKey: false, params }, async ({ caller, params }) => {
    await cancelFor(caller, params.runId);
    return Response.json({ runId: params.runId });
  }),
});
