/** Owns: a request that comes again with its idempotency key: it gets the run it got, and its answer from the start. */
import { createHash } from "node:crypto";
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { remember } from "#lib/core/remember.ts";
import { findEarlier } from "#lib/runs/start.ts";
import type { Ask } from "#lib/wire/request/ask.ts";
import type { Asked } from "./asked.ts";
import { findRun } from "./find-run.ts";

export interface RequestName {
  clientRequestId: string;
  /** Equal for equal requests. */
  hash: string;
  /** A request without an idempotency key never comes again. */
  isRepeatable: boolean;
}

export function requestNameOf({ viewer, key }: Caller, ask: Ask): RequestName {
  const { idempotencyKey, ...content } = ask;
  const hash = digest(content);
  if (idempotencyKey === null) return { clientRequestId: newId("request"), hash, isRepeatable: false };
  const clientRequestId = `idem_${digest([viewer.userId, key?.id ?? null, ask.surface, idempotencyKey])}`;
  return { clientRequestId, hash, isRepeatable: true };
}

/** Answers to runs that were gone on with: no row keeps their requests. The oldest are forgotten, and all with the process. */
const continued = () => remember("gateway.continued", () => new Map<string, { hash: string; asked: Asked }>());
const mostContinued = 1_000;

/** Null: it comes for the first time. Throws AppError("request-id-reused"). */
export async function askedBefore(caller: Caller, name: RequestName): Promise<Asked | null> {
  if (!name.isRepeatable) return null;
  const known = continued().get(name.clientRequestId);
  if (known !== undefined && known.hash !== name.hash) throw reused();
  if (known !== undefined) return known.asked;
  try {
    const earlier = await findEarlier(caller.viewer, name);
    if (earlier === null) return null;
    const { conversationId, runId, after } = earlier;
    const { modelId } = await findRun(caller, runId);
    return { conversationId, runId, after, modelId };
  } catch (error) {
    throw AppError.is(error) && error.code === "request-id-reused" ? reused() : error;
  }
}

export function noteContinued({ clientRequestId, hash, isRepeatable }: RequestName, asked: Asked): void {
  if (!isRepeatable) return;
  const [oldest] = continued().keys();
  if (oldest !== undefined && continued().size >= mostContinued) continued().delete(oldest);
  continued().set(clientRequestId, { hash, asked });
}

function reused(): AppError {
  const suggestion = "Send it with another idempotency key.";
  return new AppError("request-id-reused", { field: "idempotency-key", suggestion });
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
