import { z } from "zod";
import { testConnection } from "#lib/connections/test-connection.ts";
import type { TestReport, TestStep } from "#lib/connections/test-report.ts";
import { connectionIdField, textField } from "#lib/http/fields.ts";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { streamFrames } from "#lib/http/stream.ts";
import { encodeFrame } from "#lib/wire/sse.ts";

const params = z.object({ connectionId: connectionIdField });
const body = z.strictObject({
  /** As the provider calls it; absent: one is picked. */
  modelId: textField(200).min(1).nullable().default(null),
});

/** Tests the connection: the report when it is done, or with `accept: text/event-stream` each step as it is known. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ params, body }, async ({ request, viewer, params: { connectionId }, body: { modelId } }) => {
    if (request.headers.get("accept")?.includes("text/event-stream")) {
      return streamFrames(async (signal) => framesOf(await testConnection(viewer, connectionId, { modelId, signal })));
    }
    const steps = await testConnection(viewer, connectionId, { modelId, signal: request.signal });
    for (;;) {
      const { done, value } = await steps.next();
      if (done) return Response.json(value);
    }
  }),
});

async function* framesOf(steps: AsyncGenerator<TestStep, TestReport>): AsyncGenerator<string, void> {
  try {
    for (;;) {
      const { done, value } = await steps.next();
      yield encodeFrame({ event: done ? "end" : "step", data: value });
      if (done) return;
    }
  } finally {
    await steps.return(undefined as never);
  }
}
