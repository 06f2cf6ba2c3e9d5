import { z } from "zod";
import { patchSchema } from "#lib/connections/input.ts";
import { deleteConnection, updateConnection } from "#lib/connections/store.ts";
import { connectionIdField } from "#lib/http/fields.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";

const params = z.object({ connectionId: connectionIdField });
const maxBytes = 256 * 1024;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PATCH: route({ params, body: patchSchema, maxBytes }, async ({ viewer, params, body }) =>
    Response.json(await updateConnection(viewer, params.connectionId, body)),
  ),

  DELETE: route({ params }, async ({ viewer, params }) => {
    await deleteConnection(viewer, params.connectionId);
    return new Response(null, { status: 204 });
  }),
});
