import { newKeySchema } from "#lib/auth/key-policy.ts";
import { createKey, listKeys } from "#lib/auth/keys.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";

/** The keys of the person; a new one's answer is the only one that holds the key itself. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, async ({ viewer }) => Response.json({ keys: await listKeys(viewer) })),

  POST: route({ body: newKeySchema }, async ({ viewer, body }) => Response.json(await createKey(viewer, body), { status: 201 })),
});
