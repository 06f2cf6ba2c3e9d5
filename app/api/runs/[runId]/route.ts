import { z } from "zod";
import { idField } from "#lib/http/fields.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { readView } from "#lib/runs/views.ts";

const params = z.object({ runId: idField("run") });

/** The run as far as it has come. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ params }, async ({ viewer, params }) => Response.json(await readView(viewer, params.runId))),
});
