import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { serverParams, serverPatchSchema } from "#lib/toolbox/mcp/server-input.ts";
import { deleteServer, updateServer } from "#lib/toolbox/mcp/store.ts";
import { summaryOfServer } from "#lib/toolbox/mcp/summary.ts";

const maxBytes = 256 * 1024;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ params: serverParams }, async ({ viewer, params }) =>
    Response.json(await summaryOfServer(viewer, params.serverId)),
  ),

  PATCH: route({ params: serverParams, body: serverPatchSchema, maxBytes }, async ({ viewer, params, body }) => {
    await updateServer(viewer, params.serverId, body);
    return Response.json(await summaryOfServer(viewer, params.serverId));
  }),

  DELETE: route({ params: serverParams }, async ({ viewer, params }) => {
    await deleteServer(viewer, params.serverId);
    return new Response(null, { status: 204 });
  }),
});
