import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { endAuthorization } from "#lib/toolbox/mcp/authorize.ts";
import { serverParams } from "#lib/toolbox/mcp/server-input.ts";

/** Where an authorization server sends a person back to. Whoever comes without the state that was sent away changes nothing. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ params: serverParams }, async ({ request, viewer, params: { serverId } }) => {
    const end = await endAuthorization(viewer, serverId, new URL(request.url).searchParams);
    return new Response(null, { status: 303, headers: { location: `/settings/tools?server=${serverId}&authorization=${end}` } });
  }),
});
