import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { listTools } from "#lib/toolbox/tool-list.ts";

/** Every tool there is for this person, on or off, and what is wrong with those that cannot be used. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, async ({ viewer }) => Response.json(await listTools(viewer))),
});
