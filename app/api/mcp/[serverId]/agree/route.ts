import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { agreeToTools } from "#lib/toolbox/mcp/agree.ts";
import { agreementSchema, serverParams } from "#lib/toolbox/mcp/server-input.ts";

/** Agrees to tools as they were shown: 409 when one has changed since. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ params: serverParams, body: agreementSchema }, async ({ viewer, params, body }) =>
    Response.json(await agreeToTools(viewer, params.serverId, body)),
  ),
});
