/** Owns: a run as the HTTP response of a UI message stream. Leaving it stops nothing. */
import type { Caller } from "#lib/core/caller.ts";
import type { Exposure } from "#lib/core/exposure.ts";
import type { Asked } from "#lib/gateway/asked.ts";
import { exposureFor } from "#lib/gateway/exposure.ts";
import { followRun } from "#lib/gateway/follow-run.ts";
import { streamFrames } from "#lib/http/stream.ts";
import { partIdOut } from "#lib/wire/ids.ts";
import { withKeepAlive } from "#lib/wire/keep-alive.ts";
import { uiStreamHeader } from "#lib/wire/ui-stream/chunk.ts";
import { answerAddress } from "#lib/wire/ui-stream/read-request.ts";
import { uiMessageStream } from "#lib/wire/ui-stream/stream.ts";

export interface OpenStream extends Asked {
  /** The number of the event that the run is at. */
  current: number;
  /** The id of the message that goes on; null: it is one of its own. */
  goesOn: string | null;
  /** Names of the client's tools. */
  clientTools: ReadonlySet<string>;
  exposure: Exposure | undefined;
}

export async function openStream(caller: Caller, request: Request, options: OpenStream): Promise<Response> {
  const { conversationId, runId, modelId, after, current, goesOn, clientTools } = options;
  const { exposure } = exposureFor(caller, options);
  const response = await streamFrames(async (left) => {
    // From the first event on: a later part of the tale needs to know what it is about.
    const batches = await followRun(caller, runId, { after: 0, signal: AbortSignal.any([left, request.signal]), exposure });
    const frames = uiMessageStream(batches, {
      messageId: goesOn ?? partIdOut("message", answerAddress(runId)),
      head: { runId, conversationId, modelId },
      runId,
      after,
      current,
      // The person decides in whatever they have open; a program with a key waits until its owner has.
      endsAtApproval: caller.key === null,
      clientTools,
      callIdOf: (runId, partId) => partIdOut("call", { runId, partId }),
    });
    return withKeepAlive(frames);
  });
  response.headers.set(...uiStreamHeader);
  return response;
}
