import { z } from "zod";
import { listConversations } from "#lib/conversations/list.ts";
import { countField, flagField } from "#lib/http/fields.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";

const query = z.object({
  cursor: z.string().max(500).optional(),
  limit: countField(1, 200).default(50),
  archived: flagField.default(false),
});

/** A page of the list, newest first. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ query }, async ({ viewer, query: { cursor, limit, archived } }) =>
    Response.json(await listConversations(viewer, { cursor, limit, archived })),
  ),
});
