import { localAddress } from "#lib/auth/local.ts";
import { discoverLocal } from "#lib/connections/find-local.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";

/** Model servers that run on this machine. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, async ({ viewer }) => Response.json({ found: await discoverLocal(viewer, { ownPort: localAddress().port }) })),
});
