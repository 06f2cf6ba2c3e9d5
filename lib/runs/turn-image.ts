import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";

/** A picture of a question, counted from 0. Throws AppError("not-found"). */
export async function readTurnImage(
  { userId }: Viewer,
  turnId: string,
  index: number,
): Promise<{ mediaType: string; bytes: Uint8Array<ArrayBuffer> }> {
  const where = { turnId, index, turn: { conversation: { userId, deletedAt: null } } };
  const row = await database().client.turnImage.findFirst({ where, select: { mediaType: true, bytes: true } });
  if (row === null) throw new AppError("not-found");
  return row;
}
