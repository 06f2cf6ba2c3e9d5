import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database, type TransactionClient } from "#lib/db/client.ts";
import { toColumn } from "#lib/db/time.ts";
import { ring } from "#lib/db/wake.ts";
import { unfinishedStatuses } from "#lib/reasoning/event.ts";
import { writeSetting } from "#lib/settings/store.ts";
import { engine } from "./engine.ts";
import { beginImported } from "./imported-steps.ts";
import type { OwnRun } from "./own-run.ts";
import type { ImportedTurn, StartExtra } from "./start-extra.ts";
import type { StartRequest } from "./start-input.ts";
import type { ModelChoice } from "./start-model.ts";
import type { Place } from "./start-place.ts";
import { storeEvents, storeImages, storeImportedTurns } from "./store-imported.ts";
import { titleFrom } from "./title.ts";

/** A hundred starts at once wait for each other on SQLite; a thousand imported turns take seconds on a busy machine. */
const patienceFor = (importedTurns: number) => ({ maxWait: 10_000, timeout: 10_000 + 20 * importedTurns });

/**
 * Conversation, turn, run, head and last choice in one transaction, with whatever was brought along. The run is running and this process's own from then on. Throws AppError: not-found, conflict; and Prisma's
 * unique violation when the clientRequestId is taken.
 */
export async function storeStart(
  viewer: Viewer,
  request: StartRequest,
  runId: string,
  place: Place,
  choice: ModelChoice,
  extra: StartExtra,
): Promise<OwnRun> {
  if (request.target.kind === "regenerate" && (extra.importedTurns ?? []).length > 0) {
    throw new Error("What comes before a turn that is there already is known.");
  }
  const { origin, brief = null, images = [], pathHash = null, remembersChoice = true, importedTurns = [], prelude = [] } = extra;
  const fresh: OwnRun = {
    runId,
    conversationId: place.conversation?.id ?? newId("conversation"),
    turnId: place.turnId ?? newId("turn"),
    userId: viewer.userId,
    modelId: choice.modelId,
    model: choice.model,
    effortAsked: choice.effortAsked,
    continuesRunId: request.target.kind === "regenerate" ? request.target.continueRunId : null,
    outputLimit: request.outputLimit,
    mostSteps: request.mostSteps ?? choice.mostSteps,
    tools: request.tools,
    timeZone: request.timeZone,
    origin: origin ? { surface: origin.surface, keyName: origin.keyName } : null,
    brief,
    isSpokenTo: true,
    stepsBefore: prelude.length,
    epoch: 1,
    begun: null,
  };
  const at = engine().clock.now();
  const now = toColumn(at);
  const told = prelude.length === 0 ? null : beginImported(fresh, choice.modelName, prelude, at);
  const own: OwnRun = told === null ? fresh : { ...fresh, begun: { view: told.view, lastAt: at } };
  const by = { origin: origin?.surface ?? "page", keyId: origin?.keyId ?? null };
  await database().client.$transaction(async (transaction) => {
    await storeConversation(transaction, viewer, place, choice, own, {
      createdAt: now,
      ...by,
      ...titleOf(request, importedTurns),
    });
    await refuseSecondLiveRun(transaction, place);
    if (request.target.kind !== "regenerate") {
      const { conversationId, turnId: id, userId } = own;
      const where = { userId, conversationId, parentRunId: place.parentRunId, now: at };
      const parentRunId = await storeImportedTurns(transaction, importedTurns, origin, where);
      const { text } = request.target;
      await transaction.turn.create({ data: { id, conversationId, parentRunId, text, pathHash, createdAt: now } });
      await storeImages(transaction, id, images);
    }
    await transaction.run.create({
      data: {
        id: runId,
        conversationId: own.conversationId,
        turnId: own.turnId,
        userId: viewer.userId,
        status: "running",
        epoch: own.epoch,
        ...by,
        lastSeq: own.begun?.view.seq ?? 0,
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
    if (told !== null) await storeEvents(transaction, told.events);
    if (!remembersChoice) return;
    const { defaultModelId, defaultEffort } = choice.isNew;
    if (defaultModelId) await writeSetting(viewer, "defaultModelId", choice.modelId, transaction);
    if (defaultEffort) await writeSetting(viewer, "defaultEffort", choice.effort, transaction);
  }, patienceFor(importedTurns.length));
  ring(viewer.userId);
  return own;
}

function titleOf({ target }: StartRequest, importedTurns: readonly ImportedTurn[]): { title: string } {
  return { title: target.kind === "new-conversation" ? titleFrom(importedTurns[0]?.text ?? target.text) : "" };
}

/** The first statement of the transaction: on PostgreSQL it locks the row, so that what follows holds until the commit. */
async function storeConversation(
  transaction: TransactionClient,
  viewer: Viewer,
  place: Place,
  { modelId, effort }: ModelChoice,
  { conversationId: id, runId }: OwnRun,
  fresh: { title: string; createdAt: bigint; origin: string; keyId: string | null },
): Promise<void> {
  const data = { headRunId: runId, modelId, effort, updatedAt: fresh.createdAt };
  if (place.conversation !== null) {
    const where = { id, userId: viewer.userId, deletedAt: null };
    const { count } = await transaction.conversation.updateMany({ where, data });
    if (count === 0) throw new AppError("not-found");
    return;
  }
  await transaction.conversation.create({ data: { id, userId: viewer.userId, ...fresh, ...data } });
}

/** One answer at a time along one path: no reply to a run that is still going on, no second run beside a live one. */
async function refuseSecondLiveRun(transaction: TransactionClient, { parentRunId, turnId }: Place): Promise<void> {
  const which = parentRunId !== null ? { id: parentRunId } : turnId !== null ? { turnId } : null;
  if (which === null) return;
  const where = { ...which, status: { in: unfinishedStatuses } };
  const live = await transaction.run.findFirst({ where, select: { id: true } });
  if (live === null) return;
  throw new AppError("conflict", {
    message: `This message is still being answered (${live.id}).`,
    suggestion: "Wait for the answer to end or stop it, then try again.",
    field: parentRunId !== null ? "parentRunId" : "turnId",
  });
}
