import { z } from "zod";
import { exposures } from "#lib/core/exposure.ts";
import { findRunning } from "#lib/gateway/find-running.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { openStream } from "../../open-stream.ts";

const params = z.object({ chatId: z.string().min(1) });
const query = z.object({ exposure: z.enum(exposures).optional() });

/** The answer that is being written in this chat, from its start, then as it goes on; 204 when there is none. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    GET: interfaceRoute({ shape: "ours", needsKey: false, params, query }, async ({ request, caller, params, query }) => {
      const running = await findRunning(caller, { surface: "ui-stream", threadId: params.chatId });
      if (running === null) return new Response(null, { status: 204 });
      const { runId, conversationId, modelId, view } = running;
      return openStream(caller, request, {
        ...{ runId, conversationId, modelId, after: 0, current: view.seq, goesOn: null },
        clientTools: new Set(view.brief?.toolNames),
        exposure: query.exposure,
      });
    }),
  },
  "ours",
);
