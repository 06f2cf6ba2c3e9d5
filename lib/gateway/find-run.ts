/** Owns: which runs a caller may know of. */
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import { database } from "#lib/db/client.ts";
import { fromColumn } from "#lib/db/time.ts";
import type { RunStatus } from "#lib/reasoning/event.ts";
import { askedBy } from "./known-turns.ts";

export interface FoundRun {
  runId: string;
  conversationId: string;
  turnId: string;
  /** The run that its turn replies to; null for a first turn. */
  parentRunId: string | null;
  /** Of everything said up to and with its turn; null: from our own page. */
  pathHash: string | null;
  /** What was asked. */
  question: string;
  status: RunStatus;
  modelId: string;
  createdAt: number;
}

/**
 * With a key: a run asked with that key. Without: any run of the owner. Throws AppError("not-found") for all others, so that nothing
 * tells what there is from what there is not.
 */
export function findRun({ viewer, key }: Caller, runId: string): Promise<FoundRun> {
  return find(runId, { userId: viewer.userId, ...(key !== null && { keyId: key.id }) }, {});
}

/** A run that this caller's programs may go on from: none of the person's own page, and none of any key where there is no key. */
export function findAskedRun(caller: Caller, runId: string): Promise<FoundRun> {
  return find(runId, askedBy(caller), askedBy(caller));
}

type Whose = Partial<ReturnType<typeof askedBy>>;

async function find(runId: string, ofRun: Whose, ofConversation: Whose): Promise<FoundRun> {
  const where = { id: runId, ...ofRun, conversation: { ...ofConversation, deletedAt: null } };
  const turn = { select: { parentRunId: true, pathHash: true, text: true } };
  const select = { conversationId: true, turnId: true, status: true, modelId: true, createdAt: true, turn };
  const row = isId("run", runId) ? await database().client.run.findFirst({ where, select }) : null;
  if (row === null) throw new AppError("not-found");
  const { parentRunId, pathHash, text: question } = row.turn;
  const { conversationId, turnId, modelId } = row;
  const createdAt = fromColumn(row.createdAt);
  return { runId, conversationId, turnId, parentRunId, pathHash, question, status: row.status as RunStatus, modelId, createdAt };
}
