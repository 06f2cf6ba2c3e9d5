/** Owns: a stored response by its id. */
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { readAnswerId } from "#lib/wire/ids.ts";
import { ifThere } from "../if-there.ts";
import { readAnswer, type StoredAnswer } from "./stored-answer.ts";

/** Throws AppError("not-found") (`field`): another key's, one with store:false, or none. */
export async function findResponse(
  caller: Caller,
  id: string,
  { signal, field }: { signal?: AbortSignal; field?: string },
): Promise<StoredAnswer> {
  const address = readAnswerId("response", id);
  const answer = address && (await ifThere(readAnswer(caller, address, signal)));
  if (answer?.shape.isStored) return answer;
  throw new AppError("not-found", {
    message: "There is no stored response by that id for this key.",
    suggestion: "Responses with store:false are not kept for asking again; send the items instead.",
    ...(field !== undefined && { field }),
  });
}
