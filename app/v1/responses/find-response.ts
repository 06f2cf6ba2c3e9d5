/** Owns: a stored response by its id. */
import { z } from "zod";
import type { Caller } from "#lib/core/caller.ts";
import { unknownResponse } from "#lib/gateway/responses/read-ask.ts";
import { readAnswer, type StoredAnswer } from "#lib/gateway/responses/stored-answer.ts";
import { readAnswerId } from "#lib/wire/ids.ts";

export const responsePath = z.object({ responseId: z.string() });

/** Throws AppError("not-found"): another key's, one with store:false, or none. */
export async function findResponse(caller: Caller, responseId: string, signal: AbortSignal): Promise<StoredAnswer> {
  const address = readAnswerId("response", responseId);
  if (address === null) throw unknownResponse();
  const answer = await readAnswer(caller, address, signal);
  if (!answer.shape.isStored) throw unknownResponse();
  return answer;
}
