import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";

/**
 * The whole output of a call whose result was shortened for the model; `bytes` of the output as the tool gave it, of which
 * `content` may be the first mebibyte and the end. Throws AppError("not-found").
 */
export async function readToolOutput(
  { userId }: Viewer,
  runId: string,
  callId: string,
): Promise<{ content: string; bytes: number }> {
  const isName = isId("run", runId) && /^[\x21-\x7e]{1,200}$/.test(callId);
  const where = { runId, callId, run: { userId, conversation: { deletedAt: null } } };
  const row = isName ? await database().client.toolOutput.findFirst({ where }) : null;
  if (row === null) throw new AppError("not-found");
  return { content: row.content, bytes: row.bytes };
}
