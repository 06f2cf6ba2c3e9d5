/** Owns: an error as a response. Nothing else turns one into JSON. */
import { AppError, errorTable } from "#lib/core/errors.ts";
import { logIncident } from "#lib/core/log.ts";
import { fastApiError, openaiError } from "#lib/wire/error-body.ts";

interface ErrorBody {
  error: { code: string; message: string; suggestion: string; requestId: string; field?: string };
}

/** Whose errors a client expects: ours, OpenAI's, or those of an OpenBB agent, which is usually made with FastAPI. */
export type ErrorShape = "ours" | "openai" | "openbb";

interface Explained {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** Seconds a refused program is asked to wait where nothing better is known. */
const usualWait = 5;
const busyStatuses: readonly number[] = [429, 503];

/** Errors that the person who runs the application has to look into. */
const loggedCodes = new Set<string>(["internal", "storage"]);

/** What the other side is told, in the shape that it expects. An error that is not an AppError becomes one fixed sentence and one line in the log. */
export function explainIn(shape: ErrorShape, error: unknown, request: { requestId: string; during: string }): Explained {
  const known = knownOf(error, request);
  if (shape === "ours") {
    const { code, message, suggestion, field, status } = known;
    const body: ErrorBody = {
      error: { code, message, suggestion, requestId: request.requestId, ...(field === undefined ? {} : { field }) },
    };
    return { status, headers: waitOf(known), body };
  }
  const told = shape === "openai" ? openaiError(known) : fastApiError(known);
  // OpenAI's own clients would repeat what cannot succeed, and each time is a model call to somebody.
  const isRepeated = [408, 409, 429].includes(told.status) || told.status >= 500;
  const headers = {
    ...waitOf(known),
    ...(isRepeated && { "x-should-retry": String(errorTable[known.code].retryable) }),
    ...(told.status === 401 && { "www-authenticate": "Bearer" }),
  };
  return { ...told, headers };
}

function knownOf(error: unknown, request: { requestId: string; during: string }): AppError {
  const known = AppError.is(error) ? error : new AppError("internal");
  if (loggedCodes.has(known.code)) logIncident({ ...request, error: known === error ? (known.cause ?? known) : error });
  return known;
}

function waitOf({ code, status, retryAfterMs }: AppError): Record<string, string> {
  if (retryAfterMs !== undefined) return { "retry-after": String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
  const isSoon = busyStatuses.includes(status) && errorTable[code].retryable;
  return isSoon ? { "retry-after": String(usualWait) } : {};
}
