import { suggestsDiscovery } from "#lib/connections/find-local.ts";
import { createSchema } from "#lib/connections/input.ts";
import { createConnection, listConnections } from "#lib/connections/store.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { providerKinds } from "#lib/models/provider-kinds.ts";

/** More than every field at its longest. */
const maxBytes = 256 * 1024;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, async ({ viewer }) =>
    Response.json({
      connections: await listConnections(viewer),
      kinds: Object.entries(providerKinds).map(([kind, info]) => ({ kind, ...info })),
      suggestsDiscovery: await suggestsDiscovery(viewer),
    }),
  ),

  POST: route({ body: createSchema, maxBytes }, async ({ viewer, body }) =>
    Response.json(await createConnection(viewer, body), { status: 201 }),
  ),
});
