import { z } from "zod";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { revokeGrants } from "#lib/toolbox/grants.ts";
import { toolNameField } from "#lib/toolbox/tool-input.ts";

const params = z.object({ toolName: toolNameField });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  /** From now on this tool asks again, also where it was allowed for a conversation. */
  DELETE: route({ params }, async ({ viewer, params }) => {
    await revokeGrants(viewer, params.toolName);
    return new Response(null, { status: 204 });
  }),
});
