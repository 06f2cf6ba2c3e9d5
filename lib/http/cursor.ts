import { AppError } from "#lib/core/errors.ts";

/** After which number to go on reading: the larger of what the address and the browser's own header say, 0 when neither does. */
export function readCursor(after: string | undefined, lastEventId: string | null): number {
  return Math.max(readNumber(after ?? "0", "after"), readNumber(lastEventId || "0", "Last-Event-ID"));
}

function readNumber(text: string, field: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new AppError("bad-request", { message: `${field} must be the number of an event.`, field });
}
