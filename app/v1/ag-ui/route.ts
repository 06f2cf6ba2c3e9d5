import { exposureFor } from "#lib/gateway/exposure.ts";
import { followRun } from "#lib/gateway/follow-run.ts";
import { readImageFor } from "#lib/gateway/read-image.ts";
import { thoughtSealer } from "#lib/gateway/sealed-thoughts.ts";
import { startAsk } from "#lib/gateway/start-ask.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";
import { streamFrames } from "#lib/http/stream.ts";
import { readAgUiRequest } from "#lib/wire/ag-ui/read-request.ts";
import { agUiRequestBody } from "#lib/wire/ag-ui/request-body.ts";
import { agUiStream } from "#lib/wire/ag-ui/stream.ts";
import { answerId, partIdOut } from "#lib/wire/ids.ts";
import { withKeepAlive } from "#lib/wire/keep-alive.ts";

/** AG-UI 1.0, with thoughts as far as the key lets them out. Leaving stops nothing: the id in `RUN_STARTED` does, at `control`. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  {
    POST: interfaceRoute({ shape: "openai", needsKey: true, body: agUiRequestBody }, async ({ request, caller, body }) => {
      const readImage = readImageFor(caller, request.signal);
      const { ask, client, exposure: wish } = await readAgUiRequest(body, request.headers, readImage);
      const asked = await startAsk(caller, ask);
      const { runId, conversationId, modelId, after } = asked;
      const { exposure } = exposureFor(caller, { exposure: wish });
      const seal = exposure === "none" ? null : await thoughtSealer(caller);
      return streamFrames(async (left) => {
        // From the first event on: a later part of the tale needs to know what it is about.
        const batches = await followRun(caller, runId, { after: 0, signal: AbortSignal.any([left, request.signal]), exposure });
        const frames = agUiStream(batches, {
          client,
          modelId,
          metadata: { id: answerId("chat", asked), runId, conversationId, modelId },
          runId,
          after,
          current: after + 1,
          endsAtApproval: false,
          clientTools: new Set(ask.tools.map(({ name }) => name)),
          callIdOf: (runId, partId) => partIdOut("call", { runId, partId }),
          messageIdOf: (kind, runId, partId) => partIdOut(kind, { runId, partId }),
          sealOf: seal && ((partId, createdAt) => seal({ runId, partId, createdAt })),
        });
        return withKeepAlive(frames);
      });
    }),
  },
  "openai",
);
