import { z } from "zod";
import { idField } from "#lib/http/fields.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { readToolOutput } from "#lib/runs/tool-output.ts";

const params = z.object({ runId: idField("run"), callId: z.string().max(200) });

/** The whole output of a call, as text and nothing else: what a tool brought is not to be run by a browser. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ params }, async ({ viewer, params: { runId, callId } }) => {
    const { content, bytes } = await readToolOutput(viewer, runId, callId);
    return new Response(content, {
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": 'attachment; filename="tool-output.txt"',
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "x-output-bytes": String(bytes),
      },
    });
  }),
});
