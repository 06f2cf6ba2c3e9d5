import { decideFor } from "#lib/gateway/decide-for.ts";
import { readImageFor } from "#lib/gateway/read-image.ts";
import { readForCaller } from "#lib/gateway/read-run.ts";
import { startAsk } from "#lib/gateway/start-ask.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { readUiRequest } from "#lib/wire/ui-stream/read-request.ts";
import { uiRequestBody } from "#lib/wire/ui-stream/request-body.ts";
import { openStream } from "./open-stream.ts";

/** The AI SDK's `useChat`, with thoughts as far as the key lets them out; without a key it is the person at this machine. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    POST: interfaceRoute({ shape: "ours", needsKey: false, body: uiRequestBody }, async ({ request, caller, body }) => {
      const readImage = readImageFor(caller, request.signal);
      const { ask, decisions, goesOn, exposure } = await readUiRequest(body, request.headers, readImage);
      const clientTools = new Set(ask.tools.map(({ name }) => name));
      if (decisions.length > 0) {
        const asked = await decideFor(caller, decisions);
        const { view } = await readForCaller(caller, asked.runId);
        return openStream(caller, request, { ...asked, current: view.seq, goesOn, clientTools, exposure });
      }
      const asked = await startAsk(caller, ask);
      return openStream(caller, request, { ...asked, current: asked.after + 1, goesOn, clientTools, exposure });
    }),
  },
  "ours",
);
