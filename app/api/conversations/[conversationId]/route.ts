import { z } from "zod";
import { deleteConversation } from "#lib/conversations/delete.ts";
import { readConversation } from "#lib/conversations/read.ts";
import { updateConversation } from "#lib/conversations/update.ts";
import { idField, textField } from "#lib/http/fields.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";

const params = z.object({ conversationId: idField("conversation") });

const body = z
  .strictObject({
    title: textField(200).optional(),
    pinned: z.boolean().optional(),
    archived: z.boolean().optional(),
    head: z.string().optional(),
    /** Takes back a deletion while that is still possible. */
    deleted: z.literal(false).optional(),
  })
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), "nothing to change");

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ params }, async ({ viewer, params }) => Response.json(await readConversation(viewer, params.conversationId))),

  PATCH: route({ params, body }, async ({ viewer, params, body: { title, pinned, archived, head, deleted } }) => {
    const patch = { title, isPinned: pinned, isArchived: archived, headRunId: head, isDeleted: deleted };
    return Response.json(await updateConversation(viewer, params.conversationId, patch));
  }),

  DELETE: route({ params }, async ({ viewer, params }) => {
    await deleteConversation(viewer, params.conversationId);
    return new Response(null, { status: 204 });
  }),
});
