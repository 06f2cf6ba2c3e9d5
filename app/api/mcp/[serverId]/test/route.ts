import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { serverParams } from "#lib/toolbox/mcp/server-input.ts";
import { testServer } from "#lib/toolbox/mcp/test-server.ts";

/** Connects anew and lists the tools. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ params: serverParams }, async ({ viewer, params }) => Response.json(await testServer(viewer, params.serverId))),
});
