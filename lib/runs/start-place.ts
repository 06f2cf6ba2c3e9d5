import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { checkContinued } from "./start-continue.ts";
import type { StartTarget } from "./start-input.ts";

/** Where in which tree a run is to grow. Null stands for what is still to be made. */
export interface Place {
  conversation: { id: string; modelId: string | null; effort: string | null } | null;
  /** The run that a new turn replies to; null for a first turn, and for a turn that is there already. */
  parentRunId: string | null;
  turnId: string | null;
}

const conversation = { select: { id: true, modelId: true, effort: true } } as const;

/**
 * Finds it among what this viewer has. Throws AppError: not-found, bad-request (`conversationId`, `continueRunId`), conflict
 * (`continueRunId`).
 */
export async function findPlace(viewer: Viewer, target: StartTarget): Promise<Place> {
  const { client } = database();
  const mine = { userId: viewer.userId, deletedAt: null };
  switch (target.kind) {
    case "new-conversation":
      return { conversation: null, parentRunId: null, turnId: null };
    case "first-turn": {
      const found = await client.conversation.findFirst({ where: { id: target.conversationId, ...mine }, ...conversation });
      if (found === null) throw new AppError("not-found", { field: "conversationId" });
      return { conversation: found, parentRunId: null, turnId: null };
    }
    case "reply": {
      const where = { id: target.parentRunId, userId: viewer.userId, conversation: mine };
      const parent = await client.run.findFirst({ where, select: { conversation } });
      if (parent === null) throw new AppError("not-found", { field: "parentRunId" });
      checkSame(target.conversationId, parent.conversation.id);
      return { conversation: parent.conversation, parentRunId: target.parentRunId, turnId: null };
    }
    case "regenerate": {
      const where = { id: target.turnId, conversation: mine };
      const turn = await client.turn.findFirst({ where, select: { conversation } });
      if (turn === null) throw new AppError("not-found", { field: "turnId" });
      checkSame(target.conversationId, turn.conversation.id);
      if (target.continueRunId !== null) await checkContinued(viewer, target.turnId, target.continueRunId);
      return { conversation: turn.conversation, parentRunId: null, turnId: target.turnId };
    }
    default:
      return target satisfies never;
  }
}

function checkSame(named: string | null, actual: string): void {
  if (named === null || named === actual) return;
  throw new AppError("bad-request", { field: "conversationId", message: "conversationId names another conversation." });
}
