import { z } from "zod";
import { keyPatchSchema } from "#lib/auth/key-policy.ts";
import { deleteKey, updateKey } from "#lib/auth/keys.ts";
import { idField } from "#lib/http/fields.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";

const params = z.object({ keyId: idField("key") });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PATCH: route({ params, body: keyPatchSchema }, async ({ viewer, params, body }) =>
    Response.json(await updateKey(viewer, params.keyId, body)),
  ),

  DELETE: route({ params }, async ({ viewer, params }) => {
    await deleteKey(viewer, params.keyId);
    return new Response(null, { status: 204 });
  }),
});
