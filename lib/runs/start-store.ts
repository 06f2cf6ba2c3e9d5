import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database, type TransactionClient } from "#lib/db/client.ts";
import { toColumn } from "#lib/db/time.ts";
import { writeSetting } from "#lib/settings/store.ts";
import { engine } from "./engine.ts";
import type { OwnRun } from "./own-run.ts";
import type { StartRequest } from "./start-input.ts";
import type { ModelChoice } from "./start-model.ts";
import type { Place } from "./start-place.ts";
import { titleFrom } from "./title.ts";

/** A hundred starts at once wait for each other on SQLite. */
const patience = { maxWait: 10_000, timeout: 10_000 };

/**
 * Conversation, turn, run, head and last choice in one transaction. The run is running and this process's own from then on. Throws AppError: not-found, conflict; and Prisma's
 * unique violation when the clientRequestId is taken.
 */
export async function storeStart(
  viewer: Viewer,
  request: StartRequest,
  runId: string,
  place: Place,
  choice: ModelChoice,
): Promise<OwnRun> {
  const own: OwnRun = {
    runId,
    conversationId: place.conversation?.id ?? newId("conversation"),
    turnId: place.turnId ?? newId("turn"),
    userId: viewer.userId,
    modelId: choice.modelId,
    effortAsked: choice.effortAsked,
    continuesRunId: request.target.kind === "regenerate" ? request.target.continueRunId : null,
    outputLimit: request.outputLimit,
    mostSteps: request.mostSteps ?? choice.mostSteps,
    tools: request.tools,
    timeZone: request.timeZone,
    epoch: 1,
    begun: null,
  };
  const now = toColumn(engine().clock.now());
  await database().client.$transaction(async (transaction) => {
    await storeConversation(transaction, viewer, request, place, choice, own, now);
    await refuseSecondLiveRun(transaction, place);
    if (request.target.kind !== "regenerate") {
      const { conversationId, turnId: id } = own;
      const { text } = request.target;
      await transaction.turn.create({ data: { id, conversationId, parentRunId: place.parentRunId, text, createdAt: now } });
    }
    await transaction.run.create({
      data: {
        id: runId,
        conversationId: own.conversationId,
        turnId: own.turnId,
        userId: viewer.userId,
        status: "running",
        epoch: own.epoch,
        clientRequestId: request.clientRequestId,
        requestHash: request.hash,
        modelId: choice.modelId,
        effortAsked: choice.effortAsked,
        continuesRunId: own.continuesRunId,
        outputLimit: own.outputLimit,
        mostSteps: own.mostSteps,
        createdAt: now,
        startedAt: now,
      },
    });
    if (request.modelId !== null) await writeSetting(viewer, "defaultModelId", choice.modelId, transaction);
    if (request.effort !== null) await writeSetting(viewer, "defaultEffort", choice.effort, transaction);
  }, patience);
  return own;
}

/** The first statement of the transaction: on PostgreSQL it locks the row, so that what follows holds until the commit. */
async function storeConversation(
  transaction: TransactionClient,
  viewer: Viewer,
  request: StartRequest,
  place: Place,
  { modelId, effort }: ModelChoice,
  { conversationId: id, runId }: OwnRun,
  now: bigint,
): Promise<void> {
  const data = { headRunId: runId, modelId, effort, updatedAt: now };
  if (place.conversation !== null) {
    const where = { id, userId: viewer.userId, deletedAt: null };
    const { count } = await transaction.conversation.updateMany({ where, data });
    if (count === 0) throw new AppError("not-found");
    return;
  }
  const title = request.target.kind === "new-conversation" ? titleFrom(request.target.text) : "";
  await transaction.conversation.create({ data: { id, userId: viewer.userId, title, createdAt: now, ...data } });
}

/** One answer at a time along one path: no reply to a run that is still going on, no second run beside a live one. */
async function refuseSecondLiveRun(transaction: TransactionClient, { parentRunId, turnId }: Place): Promise<void> {
  const which = parentRunId !== null ? { id: parentRunId } : turnId !== null ? { turnId } : null;
  if (which === null) return;
  const where = { ...which, status: { in: ["queued", "running", "waiting"] } };
  const live = await transaction.run.findFirst({ where, select: { id: true } });
  if (live === null) return;
  throw new AppError("conflict", {
    message: `This message is still being answered (${live.id}).`,
    suggestion: "Wait for the answer to end or stop it, then try again.",
    field: parentRunId !== null ? "parentRunId" : "turnId",
  });
}
