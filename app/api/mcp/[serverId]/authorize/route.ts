import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { beginAuthorization, forgetAuthorization } from "#lib/toolbox/mcp/authorize.ts";
import { serverParams } from "#lib/toolbox/mcp/server-input.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  /** Answers with the address to send the person to. */
  POST: route({ params: serverParams }, async ({ request, viewer, params: { serverId } }) => {
    const back = `http://${request.headers.get("host")}/api/mcp/${serverId}/authorize/callback`;
    return Response.json({ url: await beginAuthorization(viewer, serverId, back) });
  }),

  DELETE: route({ params: serverParams }, async ({ viewer, params }) => {
    await forgetAuthorization(viewer, params.serverId);
    return new Response(null, { status: 204 });
  }),
});
