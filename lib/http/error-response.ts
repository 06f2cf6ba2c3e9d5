/** Owns: an error as a response. Nothing else turns one into JSON. */
import { AppError } from "#lib/core/errors.ts";
import { logIncident } from "#lib/core/log.ts";

export interface ErrorBody {
  error: { code: string; message: string; suggestion: string; requestId: string; field?: string };
}

/** Seconds a refused program is asked to wait. */
const retryAfter: Partial<Record<number, string>> = { 429: "5", 503: "5" };

/** Errors that the person who runs the application has to look into. */
const loggedCodes = new Set<string>(["internal", "storage"]);

/** What the other side is told. An error that is not an AppError becomes one fixed sentence and one line in the log. */
export function explain(
  error: unknown,
  request: { requestId: string; during: string },
): { status: number; headers: Record<string, string>; body: ErrorBody } {
  const known = AppError.is(error) ? error : new AppError("internal");
  if (loggedCodes.has(known.code)) logIncident({ ...request, error: known === error ? (known.cause ?? known) : error });
  const { code, message, suggestion, field, status } = known;
  const wait = retryAfter[status];
  return {
    status,
    headers: wait === undefined ? {} : { "retry-after": wait },
    body: { error: { code, message, suggestion, requestId: request.requestId, ...(field === undefined ? {} : { field }) } },
  };
}
