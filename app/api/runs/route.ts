import { z } from "zod";
import { methods } from "#lib/http/methods.ts";
import { route } from "#lib/http/route.ts";
import { startRun } from "#lib/runs/start.ts";

const body = z.strictObject({
  clientRequestId: z.string(),
  conversationId: z.string().optional(),
  parentRunId: z.string().optional(),
  turnId: z.string().optional(),
  text: z.string().optional(),
  modelId: z.string().optional(),
  effort: z.string().optional(),
  continueRunId: z.string().optional(),
  outputLimit: z.number().optional(),
  mostSteps: z.number().optional(),
  tools: z.union([z.literal(false), z.array(z.string())]).optional(),
  timeZone: z.string().optional(),
});

/** To compress so little takes the server two milliseconds, in which whoever asked cannot yet read the answer. */
const headers = { "cache-control": "no-store, no-transform" };

/** Starts an answer: 201, or 200 when this clientRequestId has already started it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ body }, async ({ viewer, body }) => {
    const { isNew, conversationId, turnId, runId } = await startRun(viewer, body);
    const started = { conversationId, turnId, runId };
    return Response.json(started, { status: isNew ? 201 : 200, headers: { ...headers, location: `/api/runs/${runId}` } });
  }),
});
