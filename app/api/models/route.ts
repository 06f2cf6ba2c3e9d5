import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { listModels } from "#lib/models/catalog.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, async () => Response.json({ models: await listModels() })),
});
