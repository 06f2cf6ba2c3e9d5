import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { newServerSchema } from "#lib/toolbox/mcp/server-input.ts";
import { createServer } from "#lib/toolbox/mcp/store.ts";
import { listServers, summaryOfServer } from "#lib/toolbox/mcp/summary.ts";

/** More than every field at its longest. */
const maxBytes = 256 * 1024;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, async ({ viewer }) => Response.json(await listServers(viewer))),

  POST: route({ body: newServerSchema, maxBytes }, async ({ viewer, body }) => {
    const { config } = await createServer(viewer, body);
    return Response.json(await summaryOfServer(viewer, config.id), { status: 201 });
  }),
});
