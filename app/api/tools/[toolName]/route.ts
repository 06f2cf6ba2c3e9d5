import { z } from "zod";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { toolNameField, toolPatchSchema } from "#lib/toolbox/tool-input.ts";
import { changeTool } from "#lib/toolbox/tool-list.ts";

const params = z.object({ toolName: toolNameField });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PATCH: route({ params, body: toolPatchSchema }, async ({ viewer, params, body }) =>
    Response.json(await changeTool(viewer, params.toolName, body)),
  ),
});
