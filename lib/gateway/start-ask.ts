/** Owns: turning what a client asks into a run. */
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { startRun } from "#lib/runs/start.ts";
import type { Ask, Asked } from "./ask.ts";
import { findRun } from "./find-run.ts";

/** Throws AppError: bad-request naming the field, and all that `startRun` throws. */
export async function startAsk(caller: Caller, ask: Ask): Promise<Asked> {
  const [message] = ask.messages;
  if (ask.messages.length !== 1 || message?.role !== "user") {
    throw new AppError("bad-request", { field: "messages", message: "messages must be one message of a user." });
  }
  const { conversationId, runId } = await startRun(caller.viewer, {
    clientRequestId: newId("request"),
    text: message.text,
    modelId: ask.modelId ?? undefined,
    effort: ask.effort ?? undefined,
    outputLimit: ask.outputLimit ?? undefined,
    mostSteps: ask.mostSteps ?? undefined,
    timeZone: ask.timeZone ?? undefined,
  });
  const { modelId } = await findRun({ ...caller, key: null }, runId);
  return { conversationId, runId, after: 0, modelId };
}
