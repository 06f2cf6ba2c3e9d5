import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { settingsPatchSchema } from "#lib/settings/schema.ts";
import { readSettings, writeSettings } from "#lib/settings/store.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, async ({ viewer }) => Response.json(await readSettings(viewer))),

  PATCH: route({ body: settingsPatchSchema }, async ({ viewer, body }) => {
    await writeSettings(viewer, body);
    return Response.json(await readSettings(viewer));
  }),
});
